package io.edict.plain.internal.topology.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final List<String> NAMESPACES =
            IntStream.range(0, 10_000).mapToObj(i -> "team-" + i).toList();
    private static final Map<String, Double> THREE = Map.of("alpha", 1.0, "beta", 1.0, "gamma", 1.0);

    @Test
    void equalWeightsGetEqualShares() {
        shares(THREE).values().forEach(share -> assertThat(share).isCloseTo(3333, Percentage.withPercentage(5)));
    }

    @Test
    void sharesFollowWeights() {
        Map<String, Integer> shares = shares(Map.of("alpha", 1.0, "beta", 2.0, "gamma", 5.0));

        assertThat(shares.get("alpha")).isCloseTo(1250, Percentage.withPercentage(8));
        assertThat(shares.get("beta")).isCloseTo(2500, Percentage.withPercentage(5));
        assertThat(shares.get("gamma")).isCloseTo(6250, Percentage.withPercentage(5));
    }

    @Test
    void fourthShardTakesAQuarterAndNothingElseMoves() {
        Map<String, Double> four = with("delta", 1.0);

        List<String> moved = moved(THREE, four);

        assertThat(moved).hasSizeBetween(2_000, 3_000);
        assertThat(moved)
                .allMatch(namespace -> Rendezvous.winner(namespace, four).equals("delta"));
    }

    @Test
    void goneShardGivesItsShareToTheOthersAndNothingElseMoves() {
        Map<String, Double> two = new TreeMap<>(THREE);
        two.remove("beta");

        assertThat(moved(THREE, two))
                .allMatch(namespace -> Rendezvous.winner(namespace, THREE).equals("beta"))
                .hasSize(Objects.requireNonNull(shares(THREE).get("beta")));
    }

    @Test
    void heavierShardOnlyWins() {
        Map<String, Double> heavier = with("alpha", 2.0);

        List<String> moved = moved(THREE, heavier);

        // From a third to a half: a sixth of all.
        assertThat(moved.size()).isCloseTo(1_667, Percentage.withPercentage(8));
        assertThat(moved)
                .allMatch(namespace -> Rendezvous.winner(namespace, heavier).equals("alpha"));
    }

    @Test
    void namesThatDifferLittleAreSpreadAsWell() {
        Map<String, Double> shards = Map.of("a", 1.0, "b", 1.0);
        long first = IntStream.range(0, 4_096)
                .mapToObj(i -> Integer.toBinaryString(i))
                .filter(namespace -> Rendezvous.winner(namespace, shards).equals("a"))
                .count();

        assertThat(first).isBetween(1_900L, 2_196L);
    }

    /** Whoever changes this loses sight of every document in every sharded store. */
    @Test
    void hashingIsTheSameForEver() {
        assertThat(NAMESPACES.stream()
                        .limit(12)
                        .map(namespace -> Rendezvous.winner(namespace, THREE))
                        .toList())
                .containsExactly(
                        "alpha", "alpha", "gamma", "gamma", "alpha", "gamma", "gamma", "beta", "alpha", "beta", "beta",
                        "alpha");
        assertThat(Rendezvous.hash("shop", "alpha")).isEqualTo(7022451796440438055L);
    }

    private static Map<String, Double> with(String shard, double weight) {
        Map<String, Double> weights = new TreeMap<>(THREE);
        weights.put(shard, weight);
        return weights;
    }

    private static Map<String, Integer> shares(Map<String, Double> weights) {
        Map<String, Integer> shares = new HashMap<>();
        NAMESPACES.forEach(namespace -> shares.merge(Rendezvous.winner(namespace, weights), 1, Integer::sum));
        return shares;
    }

    private static List<String> moved(Map<String, Double> before, Map<String, Double> after) {
        return NAMESPACES.stream()
                .filter(namespace -> !Rendezvous.winner(namespace, before).equals(Rendezvous.winner(namespace, after)))
                .toList();
    }
}
