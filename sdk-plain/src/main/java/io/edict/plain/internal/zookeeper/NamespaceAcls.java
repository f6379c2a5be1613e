package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link NamespaceAcl}s. Servers show the hashes of {@code digest} users to administrators only, but whoever publishes
 * must write them into the ACLs of new nodes; so {@code /edict/access/<namespace>} holds them, for publishers to read.
 */
final class NamespaceAcls {
    private static final String DIGEST = "digest";

    private final String servers;
    private final Fences.Known fences = new Fences.Known();

    NamespaceAcls(String servers) {
        this.servers = servers;
    }

    /**
     * A namespace's ACL; open if it does not exist yet. Three requests, sent at once, and a fourth one after a move of the
     * namespace, or before its first publish. The trace of grants comes first, see {@link NamespaceAcl}.
     */
    CompletableFuture<NamespaceAcl> read(Handle handle, DocumentId id) {
        String namespace = id.namespace();
        CompletableFuture<Integer> trace = handle.stat(Paths.history(namespace))
                .thenApply(Stat::getVersion)
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? CompletableFuture.completedFuture(0)
                        : CompletableFuture.failedFuture(failure));
        return untraced(handle, id).thenCombine(trace, NamespaceAcl::traced);
    }

    private CompletableFuture<NamespaceAcl> untraced(Handle handle, DocumentId id) {
        String namespace = id.namespace();
        CompletableFuture<@Nullable Node> hashes = handle.getData(Paths.access(namespace))
                .<@Nullable Node>thenApply(node -> node)
                .exceptionallyCompose(failure -> absent(StoreErrors.code(failure))
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
        return handle.guarded(Paths.heads(namespace))
                .thenCompose(guarded -> fences.read(handle, namespace, guarded.stat())
                        .thenCombine(
                                hashes,
                                (fence, node) -> new NamespaceAcl(
                                        complete(id, guarded.acl(), node), fence.fence(), fence.revision())))
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? fences.missing(handle, namespace)
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean absent(Code code) {
        return code == Code.NONODE || code == Code.NOAUTH;
    }

    private List<ACL> complete(DocumentId id, List<ACL> acl, @Nullable Node node) {
        Map<String, String> known = node == null ? Map.of() : decode(node.data());
        List<ACL> complete = new ArrayList<>();
        for (ACL entry : acl) {
            Id who = entry.getId();
            if (who.getScheme().equals(DIGEST) && who.getId().endsWith(":x")) {
                String user = who.getId().substring(0, who.getId().length() - 2);
                String hashed = known.get(user);
                if (hashed == null) {
                    throw unknown(id);
                }
                complete.add(new ACL(entry.getPerms(), new Id(DIGEST, hashed)));
            } else {
                complete.add(entry);
            }
        }
        return complete;
    }

    private AccessDeniedException unknown(DocumentId id) {
        return new AccessDeniedException(
                "The store at " + servers + " does not let this identity publish " + id
                        + ": it cannot read the hashes of digest users from " + Paths.access(id.namespace())
                        + ", which publishers can; ask its operator for the right, or to grant the access of the"
                        + " namespace again",
                id,
                null);
    }

    /** The bytes of the node with the hashes. */
    static byte[] encode(List<ACL> acl) {
        return acl.stream()
                .map(ACL::getId)
                .filter(id -> id.getScheme().equals(DIGEST))
                .map(Id::getId)
                .distinct()
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> decode(byte[] data) {
        Map<String, String> hashes = new HashMap<>();
        new String(data, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.indexOf(':') > 0)
                .forEach(line -> hashes.put(line.substring(0, line.indexOf(':')), line));
        return hashes;
    }
}
