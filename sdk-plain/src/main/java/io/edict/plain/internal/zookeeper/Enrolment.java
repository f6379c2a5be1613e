package io.edict.plain.internal.zookeeper;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.edict.DocumentId;
import io.edict.plain.internal.topology.redundant.Place;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/** Reads and changes what a cluster says of itself, and lists what it holds. */
final class Enrolment {
    private static final byte[] NOTHING = new byte[0];

    private final RegisterReader reader;
    private final String servers;

    Enrolment(RegisterReader reader, String servers) {
        this.reader = reader;
        this.servers = servers;
    }

    private record Nodes(@Nullable Node cluster, @Nullable Node members) {}

    CompletableFuture<Place> place(Handle handle) {
        return nodes(handle).thenApply(this::place);
    }

    private static CompletableFuture<Nodes> nodes(Handle handle) {
        CompletableFuture<String> caughtUp = handle.sync();
        CompletableFuture<@Nullable Node> cluster = Currents.orMissing(handle.getData(Paths.CLUSTER));
        CompletableFuture<@Nullable Node> members = Currents.orMissing(handle.getData(Paths.MEMBERS));
        return CompletableFuture.allOf(caughtUp, cluster, members)
                .thenApply(all -> new Nodes(cluster.join(), members.join()));
    }

    private Place place(Nodes nodes) {
        Roll roll = nodes.members() == null ? null : reader.roll(nodes.members());
        if (nodes.cluster() == null) {
            return new Place(roll, null, 1);
        }
        ClusterNode cluster = ClusterNode.decode(nodes.cluster(), servers);
        return new Place(roll, cluster.storeId(), cluster.incarnation());
    }

    CompletableFuture<Boolean> enrol(Handle handle, Place expected, Roll roll, String storeId) {
        return roots(handle).thenCompose(made -> nodes(handle)).thenCompose(nodes -> {
            if (!place(nodes).equals(expected)) {
                return CompletableFuture.completedFuture(false);
            }
            reader.forget();
            return handle.multi(operations(nodes, roll, storeId))
                    .thenApply(results -> true)
                    .exceptionallyCompose(failure -> switch (StoreErrors.code(failure)) {
                        case BADVERSION, NODEEXISTS, NONODE -> CompletableFuture.completedFuture(false);
                        default -> CompletableFuture.failedFuture(failure);
                    });
        });
    }

    private static CompletableFuture<Void> roots(Handle handle) {
        return handle.ensure(Paths.ROOT, NOTHING)
                .thenCompose(root -> CompletableFuture.allOf(
                        handle.ensure(Paths.HEADS, NOTHING),
                        handle.ensure(Paths.HISTORY, NOTHING),
                        handle.ensure(Paths.BLOBS, NOTHING),
                        handle.ensure(Paths.REGISTERS, NOTHING)));
    }

    private static List<Op> operations(Nodes nodes, Roll roll, String storeId) {
        List<Op> operations = new ArrayList<>();
        Node cluster = nodes.cluster();
        byte[] identity = identity(cluster, storeId);
        operations.add(
                cluster == null
                        ? RegisterWriter.create(Paths.CLUSTER, identity, NamespaceAcl.OPEN.source())
                        : Op.setData(Paths.CLUSTER, identity, cluster.stat().getVersion()));
        Node members = nodes.members();
        byte[] line = RegisterCodec.encode(roll);
        operations.add(
                members == null
                        ? RegisterWriter.create(Paths.MEMBERS, line, NamespaceAcl.OPEN.source())
                        : Op.setData(Paths.MEMBERS, line, members.stat().getVersion()));
        return operations;
    }

    /** All fields stay but the store's id. */
    private static byte[] identity(@Nullable Node before, String storeId) {
        Config json = before == null
                ? ConfigFactory.parseString("{\"edict\":1,\"incarnation\":1}")
                : ConfigFactory.parseString(new String(before.data(), StandardCharsets.UTF_8));
        return json.withValue("store", ConfigValueFactory.fromAnyRef(storeId))
                .root()
                .render(ConfigRenderOptions.concise())
                .getBytes(StandardCharsets.UTF_8);
    }

    CompletableFuture<Set<DocumentId>> documents(Handle handle) {
        Set<DocumentId> found = ConcurrentHashMap.newKeySet();
        return CompletableFuture.allOf(collect(handle, Paths.HEADS, found), collect(handle, Paths.REGISTERS, found))
                .thenApply(all -> new HashSet<>(found));
    }

    /** Those of a namespace. */
    CompletableFuture<Set<DocumentId>> documents(Handle handle, String namespace) {
        Set<DocumentId> found = ConcurrentHashMap.newKeySet();
        return CompletableFuture.allOf(
                        collect(handle, Paths.HEADS, namespace, found),
                        collect(handle, Paths.REGISTERS, namespace, found))
                .thenApply(all -> new HashSet<>(found));
    }

    private static CompletableFuture<Void> collect(Handle handle, String root, Set<DocumentId> found) {
        return handle.children(root, null)
                .thenCompose(namespaces -> CompletableFuture.allOf(namespaces.stream()
                        .map(namespace -> collect(handle, root, namespace, found))
                        .toArray(CompletableFuture<?>[]::new)));
    }

    private static CompletableFuture<Void> collect(
            Handle handle, String root, String namespace, Set<DocumentId> found) {
        return handle.children(root + "/" + namespace, null)
                .thenAccept(names -> names.forEach(name -> add(namespace + "/" + name, found)));
    }

    private static void add(String path, Set<DocumentId> found) {
        DocumentId id = Paths.documentAt(Paths.HEADS + "/" + path);
        if (id != null) {
            found.add(id);
        }
    }
}
