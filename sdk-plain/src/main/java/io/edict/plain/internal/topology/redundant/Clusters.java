package io.edict.plain.internal.topology.redundant;

import io.edict.plain.internal.topology.register.Member;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The clusters that this process knows, by name, the preferred one first. */
final class Clusters {
    private final Map<String, RegisterCluster> byName = new LinkedHashMap<>();

    Clusters(List<? extends RegisterCluster> clusters) {
        clusters.forEach(cluster -> byName.put(cluster.name(), cluster));
    }

    @Nullable
    RegisterCluster of(Member member) {
        return byName.get(member.cluster());
    }

    boolean isConnected(Member member) {
        RegisterCluster cluster = of(member);
        return cluster != null && cluster.isConnected();
    }

    Collection<RegisterCluster> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    int count() {
        return byName.size();
    }

    boolean isMajority(int some) {
        return 2 * some > byName.size();
    }

    List<RegisterCluster> connected() {
        return byName.values().stream().filter(RegisterCluster::isConnected).toList();
    }

    /** All servers, for error texts. */
    String servers() {
        return byName.values().stream()
                .map(cluster -> cluster.name() + " (" + cluster.servers() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Names and servers, for error texts. */
    String describe(Set<Member> members) {
        return members.stream().map(this::describe).sorted().collect(Collectors.joining(", "));
    }

    private String describe(Member member) {
        RegisterCluster cluster = of(member);
        return member + (cluster == null ? " (unknown here)" : " (" + cluster.servers() + ")");
    }
}
