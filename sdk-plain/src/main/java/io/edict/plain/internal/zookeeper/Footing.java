package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.zookeeper.KeeperException.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a transaction stands on, before it is sent: parent nodes and chunks. On the caller's thread. */
final class Footing {
    private static final Logger log = LoggerFactory.getLogger(Footing.class);

    private static final byte[] NOTHING = new byte[0];

    private final Calls calls;
    private final Chunks chunks;
    private final RequestLimit limit;
    private final ZooKeeperSettings.Sizes sizes;
    private final NamespaceAcls acls;
    private final Differences differences;
    private final String servers;

    Footing(Connection connection, Calls calls, ZooKeeperSettings settings, Differences differences) {
        this.differences = differences;
        this.calls = calls;
        this.sizes = settings.sizes();
        this.chunks = new Chunks(settings.sizes(), settings.servers());
        this.limit = new RequestLimit(connection, calls, settings.servers());
        this.servers = settings.servers();
        this.acls = new NamespaceAcls(settings.servers());
    }

    /** Who may do what in some namespaces, asked for. */
    final class Rights {
        private final Map<DocumentId, CompletableFuture<NamespaceAcl>> asked = new LinkedHashMap<>();

        /**
         * By namespace, if all fences let pass what is to be written.
         *
         * @throws FencedNamespaceException if one does not
         */
        Map<String, NamespaceAcl> get(Predicate<Fence> passes, Deadline deadline) {
            Map<String, NamespaceAcl> access = new HashMap<>();
            asked.forEach((id, reading) -> {
                NamespaceAcl acl = calls.get(reading, deadline, id);
                if (!passes.test(acl.fence())) {
                    throw new FencedNamespaceException(id, acl.fence(), servers);
                }
                access.put(id.namespace(), acl);
            });
            return access;
        }
    }

    /** Asks for the rights in each namespace once, along with everything else. */
    Rights ask(Handle handle, List<DocumentId> ids) {
        Rights rights = new Rights();
        Set<String> namespaces = new HashSet<>();
        ids.stream()
                .filter(id -> namespaces.add(id.namespace()))
                .forEach(id -> rights.asked.put(id, acls.read(handle, id)));
        return rights;
    }

    /** Whether states that are remembered tell all that is wanted of them. */
    boolean knows(List<Current> states) {
        return states.stream().allMatch(differences::knows);
    }

    /**
     * Writes all that a plan needs, and waits for it.
     *
     * @return the plan, with bells that carry differences, or without bells if there can be none
     */
    Plan lay(Handle handle, Plan wanted, Map<String, NamespaceAcl> access, Ringing.Manner manner, Deadline deadline) {
        boolean rings = manner != Ringing.Manner.SILENT && belfries(handle, wanted, access, manner, deadline);
        Plan plan = rings ? differences.ring(wanted, access) : wanted.silent();
        DocumentId first = plan.parts().get(0).id();
        limit.check(plan.longestRequest(sizes.chunk()), first, deadline);
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (Plan.Part part : plan.parts()) {
            NamespaceAcl acl = access.getOrDefault(part.id().namespace(), NamespaceAcl.OPEN);
            written.addAll(parents(handle, part, acl));
            written.addAll(chunks(handle, part, acl));
        }
        for (CompletableFuture<?> writing : written) {
            calls.get(writing, deadline, first);
        }
        return plan;
    }

    /** Makes the directories in which a plan rings; false if this identity may not. */
    private boolean belfries(
            Handle handle, Plan plan, Map<String, NamespaceAcl> access, Ringing.Manner manner, Deadline deadline) {
        List<CompletableFuture<?>> made = new ArrayList<>();
        for (Plan.Part part : plan.parts()) {
            if (manner == Ringing.Manner.LAYING || part.isFirstOfPage()) {
                long number = part.header().info().version().number();
                NamespaceAcl acl = access.getOrDefault(part.id().namespace(), NamespaceAcl.OPEN);
                made.add(belfry(handle, part.id(), number, part.before().hasNode(), acl));
            }
        }
        try {
            made.forEach(
                    making -> calls.get(making, deadline, plan.parts().get(0).id()));
            return true;
        } catch (AccessDeniedException e) {
            log.debug("This identity may not make directories for bells; versions are announced by their heads alone");
            return false;
        }
    }

    /**
     * Makes the directory in which a version rings.
     *
     * @param hasHead whether there is a head, so that there are directories above as a rule
     */
    static CompletableFuture<?> belfry(Handle handle, DocumentId id, long number, boolean hasHead, NamespaceAcl acl) {
        return pages(handle, id, number, hasHead, acl)
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? parents(handle, id, acl).thenCompose(made -> pages(handle, id, number, hasHead, acl))
                        : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<String> pages(
            Handle handle, DocumentId id, long number, boolean hasHead, NamespaceAcl acl) {
        CompletableFuture<String> bells =
                hasHead ? CompletableFuture.completedFuture("") : handle.ensure(directory(id, Paths.bells(id), acl));
        CompletableFuture<String> made = handle.ensure(directory(id, Paths.bellPage(id, Bells.page(number)), acl));
        return bells.thenCompose(done -> made);
    }

    private static CompletableFuture<Void> parents(Handle handle, DocumentId id, NamespaceAcl acl) {
        return CompletableFuture.allOf(
                handle.ensure(Paths.BELLS, NOTHING),
                handle.ensure(Paths.history(id.namespace()), NOTHING, acl.namespace()),
                handle.ensure(Paths.bells(id.namespace()), NOTHING, acl.namespace()),
                handle.ensure(directory(id, Paths.bells(id), acl)));
    }

    /** A document's directory, made while the rights that it gets are still in force. */
    static Handle.Making directory(DocumentId id, String path, NamespaceAcl acl) {
        return new Handle.Making(path, NOTHING, acl.directory(), acl.sameRights(id.namespace()));
    }

    /** Parents are there where a head is, unless somebody removed history by hand, and then history was listed. */
    private static List<CompletableFuture<?>> parents(Handle handle, Plan.Part part, NamespaceAcl acl) {
        if (part.before().hasNode() && part.before().kept().listed() == null) {
            return List.of();
        }
        String namespace = part.id().namespace();
        return List.of(
                handle.ensure(Paths.heads(namespace), NOTHING, acl.namespace()),
                handle.ensure(Paths.history(namespace), NOTHING, acl.namespace()),
                handle.ensure(Paths.blobs(namespace), NOTHING, acl.namespace()),
                handle.ensure(directory(part.id(), Paths.history(part.id()), acl)));
    }

    private List<CompletableFuture<?>> chunks(Handle handle, Plan.Part part, NamespaceAcl acl) {
        byte[] encoded = part.chunked();
        var described = part.header().layout().chunks();
        if (encoded == null || described == null) {
            return List.of();
        }
        // The same content may be garbage of an older version, and vanish between the parent and the chunk.
        return List.of(chunks.write(handle, part.id(), described, encoded, acl)
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? chunks.write(handle, part.id(), described, encoded, acl)
                        : CompletableFuture.failedFuture(failure)));
    }
}
