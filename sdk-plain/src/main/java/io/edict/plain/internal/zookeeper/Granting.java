package io.edict.plain.internal.zookeeper;

import io.edict.error.AccessDeniedException;
import io.edict.plain.internal.store.Deadline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/**
 * Sets the ACLs of a namespace's nodes, and reads them. ZooKeeper sets one node's ACL at a time. So the hashes that publishers
 * need come first, then the namespace's node below heads, from which new nodes take theirs, then a trace, after which nobody
 * makes nodes with rights read before (see {@link NamespaceAcl}), then all the rest. Each node has its old ACL or its new one
 * at any time, and the whole can be done again.
 */
final class Granting {
    private static final byte[] NOTHING = new byte[0];
    private static final ACL ANYONE_READS = new ACL(Perms.READ, new Id("world", "anyone"));

    private final Handle handle;
    private final Calls calls;
    private final Deadline deadline;

    Granting(Handle handle, Calls calls, Deadline deadline) {
        this.handle = handle;
        this.calls = calls;
        this.deadline = deadline;
    }

    /** Keeps everybody but administrators from adding namespaces and from changing what the cluster says of itself. */
    int protect(List<Id> administrators) {
        List<ACL> acl = new ArrayList<>();
        acl.add(ANYONE_READS);
        administrators.forEach(id -> acl.add(new ACL(Perms.ALL, id)));
        // What is missing would be made later, open to everybody, by the first who needs it.
        ensureRoots();
        wait(handle.ensure(Paths.ACCESS, NOTHING));
        int changed = 0;
        for (String path : List.of(
                Paths.CLUSTER, Paths.HEADS, Paths.HISTORY, Paths.BLOBS, Paths.BELLS, Paths.ACCESS, Paths.ROOT)) {
            changed += set(path, acl) ? 1 : 0;
        }
        return changed;
    }

    /** The ACL of a namespace as administrators see it; the one of an open namespace if there is none. */
    List<ACL> show(String namespace) {
        CompletableFuture<List<ACL>> reading = handle.getAcl(Paths.heads(namespace))
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? CompletableFuture.completedFuture(NamespaceAcl.OPEN.source())
                        : CompletableFuture.failedFuture(failure));
        return calls.get(reading, deadline, null);
    }

    /** Sets all ACLs of a namespace, and makes it if it does not exist; how many were changed. */
    int grant(String namespace, NamespaceAcl acl) {
        ensureRoots();
        byte[] hashes = NamespaceAcls.encode(acl.source());
        wait(handle.ensure(Paths.ACCESS, NOTHING, addOnly(acl)));
        wait(handle.put(new Handle.Making(Paths.access(namespace), hashes, acl.hashes(), null)));
        int changed = set(Paths.access(namespace), acl.hashes()) ? 1 : 0;
        wait(handle.ensure(Paths.history(namespace), NOTHING, acl.source()));
        changed += ensure(Paths.heads(namespace), acl);
        leaveTrace(namespace, acl);
        changed += ensure(Paths.history(namespace), acl);
        changed += ensure(Paths.blobs(namespace), acl);
        changed += ensure(Paths.bells(namespace), acl);
        return changed + below(namespace, acl);
    }

    /**
     * Comes before the ACL of the node that it is left on, which may not be ours to write after that: where that is set
     * already, the trace was left before.
     */
    private void leaveTrace(String namespace, NamespaceAcl acl) {
        String path = Paths.history(namespace);
        CompletableFuture<String> writing = handle.setData(path, NOTHING);
        if (matches(path, acl.source())) {
            wait(writing.exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NOAUTH
                    ? CompletableFuture.completedFuture(path)
                    : CompletableFuture.failedFuture(failure)));
        } else {
            wait(writing);
        }
    }

    /** One of the namespace's own nodes, made if it is missing. */
    private int ensure(String path, NamespaceAcl acl) {
        wait(handle.ensure(path, NOTHING, acl.source()));
        return set(path, acl.source()) ? 1 : 0;
    }

    private void ensureRoots() {
        wait(handle.ensure(Paths.ROOT, NOTHING));
        wait(handle.ensure(Paths.HEADS, NOTHING));
        wait(handle.ensure(Paths.HISTORY, NOTHING));
        wait(handle.ensure(Paths.BLOBS, NOTHING));
        wait(handle.ensure(Paths.BELLS, NOTHING));
        wait(handle.ensure(Paths.CLUSTER, ClusterNode.fresh()));
    }

    /**
     * Of the parent of all hashes in a cluster that is not protected: everybody may add a namespace's, and only
     * administrators take some away. Else anybody could put his own in their place, and publishers would write them into
     * the ACLs of new nodes.
     */
    private static List<ACL> addOnly(NamespaceAcl namespace) {
        List<ACL> acl = new ArrayList<>();
        acl.add(new ACL(Perms.READ | Perms.CREATE, ANYONE_READS.getId()));
        namespace.source().stream()
                .filter(NamespaceAcl::administrates)
                .forEach(entry -> acl.add(new ACL(Perms.ALL, entry.getId())));
        return acl;
    }

    private int below(String namespace, NamespaceAcl acl) {
        Set<String> changed = new HashSet<>();
        visit(namespace, acl, (path, wanted) -> {
            if (set(path, wanted)) {
                changed.add(path);
            }
        });
        return changed.size();
    }

    /** The nodes below a namespace whose ACL is not what the scheme says. */
    List<String> deviating(String namespace, NamespaceAcl acl) {
        List<String> deviating = new ArrayList<>();
        visit(namespace, acl, (path, wanted) -> {
            String shown = Paths.shown(path);
            if (!deviating.contains(shown) && !matches(path, wanted)) {
                deviating.add(shown);
            }
        });
        return deviating;
    }

    private void visit(String namespace, NamespaceAcl acl, BiConsumer<String, List<ACL>> visitor) {
        for (String name : children(Paths.heads(namespace))) {
            visitor.accept(Paths.heads(namespace) + "/" + name, acl.head());
        }
        for (String history : paths(Paths.history(namespace))) {
            visitor.accept(history, acl.directory());
            paths(history).forEach(version -> visitor.accept(version, acl.version()));
        }
        for (String blobs : paths(Paths.blobs(namespace))) {
            visitor.accept(blobs, acl.directory());
            for (String content : paths(blobs)) {
                visitor.accept(content, acl.directory());
                paths(content).forEach(chunk -> visitor.accept(chunk, acl.chunk()));
            }
        }
        visitBells(namespace, acl, visitor);
    }

    private void visitBells(String namespace, NamespaceAcl acl, BiConsumer<String, List<ACL>> visitor) {
        for (String bells : paths(Paths.bells(namespace))) {
            visitor.accept(bells, acl.directory());
            for (String page : paths(bells)) {
                visitor.accept(page, acl.directory());
                paths(page).forEach(bell -> visitor.accept(bell, acl.version()));
            }
        }
    }

    private List<String> paths(String parent) {
        return children(parent).stream().map(name -> parent + "/" + name).toList();
    }

    private List<String> children(String parent) {
        return wait(handle.children(parent, null));
    }

    /** Sets an ACL if it differs; a node that has vanished needs none. */
    private boolean set(String path, List<ACL> acl) {
        if (matches(path, acl)) {
            return false;
        }
        CompletableFuture<Boolean> setting = handle.setAcl(path, acl)
                .thenApply(done -> true)
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(failure));
        return wait(setting);
    }

    private boolean matches(String path, List<ACL> acl) {
        CompletableFuture<Boolean> comparing = handle.getAcl(path)
                .thenApply(found -> found.size() == acl.size() && new HashSet<>(found).equals(new HashSet<>(acl)))
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? CompletableFuture.completedFuture(true)
                        : CompletableFuture.failedFuture(failure));
        return wait(comparing);
    }

    /**
     * Waits for an answer.
     *
     * @throws AccessDeniedException if this identity has no right to administrate the node, which the message names
     */
    private <T> T wait(CompletableFuture<T> answer) {
        return calls.get(answer, deadline, null);
    }
}
