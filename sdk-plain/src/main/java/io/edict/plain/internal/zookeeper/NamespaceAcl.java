package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Fence;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/**
 * Who may do what in a namespace. The ACL of {@code /edict/heads/<namespace>} is the one truth, and all others follow from
 * it: whoever has ADMIN there administrates, whoever has CREATE publishes, whoever has READ reads.
 *
 * <p>Publishers may write heads but not remove them, add to history and prune it but not rewrite it, and add and remove
 * chunks. Where everybody has every right, all nodes are open.
 *
 * <p>ZooKeeper sets one node's ACL at a time, and no transaction can check an ACL. So that nobody makes a node with rights
 * that were taken back meanwhile, a grant leaves a trace: once the ACL of {@code /edict/heads/<namespace>} is set, and before
 * it goes through what is below, it writes the data of {@code /edict/history/<namespace>}, which is of no other use. Whoever
 * reads rights reads that node's data version first, and checks it in each transaction that makes nodes.
 *
 * <ul>
 *   <li>Rights that were read before the trace was left come with the version before: each transaction that is applied after
 *       the trace is refused.
 *   <li>A transaction that is applied before the trace may make nodes with old rights: the grant goes through them
 *       afterwards, since it sees all that was applied before its own write.
 *   <li>Whoever finds the new version reads the ACL after that, and so gets the new one.
 * </ul>
 *
 * <p>An ACL that is changed by hand leaves no trace.
 */
final class NamespaceAcl {
    private static final Id ANYONE = new Id("world", "anyone");

    /** Everybody may do everything. */
    static final NamespaceAcl OPEN = new NamespaceAcl(List.of(new ACL(Perms.ALL, ANYONE)));

    private final List<ACL> namespace;
    private final Fence fence;
    private final int revision;
    private final int trace;

    NamespaceAcl(List<ACL> namespace) {
        this(namespace, Fence.OPEN, 0);
    }

    /**
     * The ACL of a node that says more.
     *
     * @param fence what the cluster takes of the namespace
     * @param revision the node's data version, by which a transaction checks that this still holds
     */
    NamespaceAcl(List<ACL> namespace, Fence fence, int revision) {
        this(namespace, fence, revision, 0);
    }

    private NamespaceAcl(List<ACL> namespace, Fence fence, int revision, int trace) {
        this.namespace = List.copyOf(namespace);
        this.fence = fence;
        this.revision = revision;
        this.trace = trace;
    }

    /** The same, read after the trace that grants leave was found to have a data version. */
    NamespaceAcl traced(int version) {
        return new NamespaceAcl(namespace, fence, revision, version);
    }

    Fence fence() {
        return fence;
    }

    /** Fails a transaction if the fence is not this one any more. */
    Op sameFence(String name) {
        return Op.check(Paths.heads(name), revision);
    }

    /** Fails a transaction if rights were granted since these were read. */
    Op sameRights(String name) {
        return Op.check(Paths.history(name), trace);
    }

    /** Of the namespace's node below heads, history and blobs. */
    List<ACL> namespace() {
        return derive(Perms.READ, Perms.READ | Perms.CREATE);
    }

    List<ACL> head() {
        return derive(Perms.READ, Perms.READ | Perms.WRITE);
    }

    /** Of a document's node below history and blobs, and of the parents of chunks. */
    List<ACL> directory() {
        return derive(Perms.READ, Perms.READ | Perms.CREATE | Perms.DELETE);
    }

    List<ACL> version() {
        return derive(Perms.READ, Perms.READ);
    }

    /** Of a chunk. Publishers mend damaged ones. */
    List<ACL> chunk() {
        return derive(Perms.READ, Perms.READ | Perms.WRITE);
    }

    /** Of the node with the hashes that publishers need, and nobody else should see. */
    List<ACL> hashes() {
        return derive(0, Perms.READ);
    }

    /** The ACL itself. */
    List<ACL> source() {
        return namespace;
    }

    /** Whether everybody may read. */
    boolean isPublic() {
        return namespace.stream()
                .anyMatch(entry -> entry.getId().equals(ANYONE) && (entry.getPerms() & Perms.READ) != 0);
    }

    private List<ACL> derive(int reader, int publisher) {
        List<ACL> derived = new ArrayList<>();
        for (ACL entry : namespace) {
            int perms = administrates(entry) ? Perms.ALL : publishes(entry) ? publisher : reader;
            if (perms != 0) {
                derived.add(new ACL(perms, entry.getId()));
            }
        }
        return derived;
    }

    static boolean administrates(ACL entry) {
        return (entry.getPerms() & Perms.ADMIN) != 0;
    }

    static boolean publishes(ACL entry) {
        return (entry.getPerms() & Perms.CREATE) != 0;
    }
}
