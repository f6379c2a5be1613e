package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.ServerReport;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.primary.Primaries.Primary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at all clusters of a store and compares them, on the caller's thread. Changes nothing. */
public final class Inspection {
    private static final Duration REQUEST = Duration.ofSeconds(3);

    private final PrimaryStandbyStore store;

    /** Inspects a store's clusters. */
    public Inspection(PrimaryStandbyStore store) {
        this.store = store;
    }

    /**
     * How one cluster compares with the primary.
     *
     * @param missing the versions that it does not have yet
     * @param ahead the documents of which it has versions that the primary does not have
     * @param unreadable the documents that could not be compared, with the reason
     */
    public record Comparison(List<VersionInfo> missing, Set<DocumentId> ahead, Map<DocumentId, String> unreadable) {
        static final Comparison NONE = new Comparison(List.of(), Set.of(), Map.of());

        /** When the oldest version that is missing was published, or null if none is. */
        public @Nullable Instant since() {
            return missing.stream()
                    .map(info -> info.origin().time())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /**
     * What was found of one cluster.
     *
     * @param name what it is called
     * @param connectString where it is
     * @param standing what it says of itself, or null if it cannot be reached or is new
     * @param problem why it cannot be reached or compared, or null
     * @param latency how long it took to answer lately, or null
     * @param serves whether this client reads there
     * @param comparison how it compares with the primary
     * @param setAside how many versions are set aside there
     * @param servers what its servers tell
     */
    public record Found(
            String name,
            String connectString,
            @Nullable Standing standing,
            @Nullable String problem,
            @Nullable Duration latency,
            boolean serves,
            Comparison comparison,
            int setAside,
            List<ServerReport> servers) {}

    /** Looks at every cluster, witnesses last. */
    public List<Found> look() {
        Primary primary = primary();
        List<Found> found = new ArrayList<>();
        for (Member member : store.nearest().members()) {
            found.add(look(member, primary));
        }
        for (Member witness : store.witnesses()) {
            found.add(look(witness, null));
        }
        return found;
    }

    private @Nullable Primary primary() {
        try {
            return store.primaries().find(deadline()).orElse(null);
        } catch (EdictException unknown) {
            return null;
        }
    }

    private Found look(Member member, @Nullable Primary primary) {
        Standing standing = null;
        String problem = null;
        Comparison comparison = Comparison.NONE;
        int setAside = 0;
        try {
            standing = member.store().standing(deadline());
            if (primary != null && standing != null && store.nearest().isWell(primary.member())) {
                comparison = compare(primary, member);
                setAside = member.store().conflicts(deadline()).size();
            }
        } catch (EdictException e) {
            problem = e.getMessage();
        }
        boolean document = store.nearest().members().contains(member);
        return new Found(
                member.name(),
                member.store().servers(),
                standing,
                problem,
                document ? store.nearest().latency(member) : null,
                document && store.nearest().serving().equals(member),
                comparison,
                setAside,
                member.store().monitor(deadline()));
    }

    private static Comparison compare(Primary primary, Member member) {
        if (primary.member().equals(member)) {
            return Comparison.NONE;
        }
        Set<DocumentId> all = new TreeSet<>(documents(primary.member()));
        all.addAll(documents(member));
        return new Copier(primary.member().store(), member.store(), primary.epoch(), Inspection::deadline).compare(all);
    }

    private static List<DocumentId> documents(Member member) {
        return member.store().namespaces(deadline()).stream()
                .flatMap(namespace -> member.store().documents(namespace, deadline()).stream())
                .toList();
    }

    /**
     * A version that is set aside.
     *
     * @param cluster where
     * @param version the version
     */
    public record Conflict(String cluster, StoredVersion version) {}

    /** What is set aside in some clusters. */
    public static List<Conflict> conflicts(List<Member> members) {
        List<Conflict> conflicts = new ArrayList<>();
        for (Member member : members) {
            member.store()
                    .conflicts(deadline())
                    .forEach(version -> conflicts.add(new Conflict(member.name(), version)));
        }
        return conflicts;
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
