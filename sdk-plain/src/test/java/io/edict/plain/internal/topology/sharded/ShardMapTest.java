package io.edict.plain.internal.topology.sharded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardMapTest {
    private static final Map<String, Double> TWO = Map.of("alpha", 1.0, "beta", 1.0);
    private static final Map<String, Double> THREE = Map.of("alpha", 1.0, "beta", 1.0, "gamma", 1.5);

    @Test
    void namespaceStaysWhereItIsUntilItHasArrived() {
        String namespace = winnerOf("gamma");
        String before = Rendezvous.winner(namespace, TWO);
        ShardMap announced = ShardMap.of("alpha", TWO).announcing(THREE);
        assertThat(announced.owner(namespace)).isEqualTo(before);

        ShardMap hashed = announced.hashing(Map.of(namespace, before));
        assertThat(hashed.owner(namespace)).isEqualTo(before);
        ShardMap begun = hashed.beginning(9, 3);
        assertThat(begun.owner(namespace)).isEqualTo(before);
        assertThat(begun.stays()).isEmpty();
        assertThat(begun.moves().get(namespace)).isEqualTo(new ShardMap.Move(before, "gamma", 3, false));
        ShardMap arrived = begun.arriving();
        assertThat(arrived.owner(namespace)).isEqualTo("gamma");
        assertThat(arrived.isSettled()).isFalse();
        ShardMap finished = arrived.finishing();
        assertThat(finished).isEqualTo(ShardMap.of("alpha", THREE));
        assertThat(finished.isSettled()).isTrue();
    }

    @Test
    void newNamespaceWaitsWhileNobodyCanTellWhereItBelongs() {
        ShardMap announced = ShardMap.of("alpha", TWO).announcing(THREE);

        assertThat(announced.birthplace(winnerOf("gamma"))).isNull();
        assertThat(announced.birthplace(winnerOf("beta"))).isEqualTo("beta");
        assertThat(announced.hashing(Map.of()).birthplace(winnerOf("gamma"))).isEqualTo("gamma");
    }

    @Test
    void fewAreMovedAtATimeAndBetweenTwoShardsOnly() {
        Map<String, String> places = new TreeMap<>();
        IntStream.range(0, 60).forEach(i -> places.put("team-" + i, Rendezvous.winner("team-" + i, TWO)));

        ShardMap begun =
                ShardMap.of("alpha", TWO).announcing(THREE).hashing(places).beginning(5, 3);

        assertThat(begun.moves()).hasSize(5);
        assertThat(begun.moves().values().stream().distinct()).hasSize(1);
        places.forEach((namespace, place) -> assertThat(begun.owner(namespace)).isEqualTo(place));
    }

    @Test
    void mapIsReadAsItWasWritten() {
        ShardMap map = new ShardMap(
                "alpha",
                TWO,
                THREE,
                Map.of("a.b-c", "beta", "d", "beta"),
                Map.of("e", new ShardMap.Move("alpha", "beta", 7, true)));

        assertThat(ShardMapCodec.decode(ShardMapCodec.encode(map))).isEqualTo(map);
        assertThat(ShardMapCodec.decode(ShardMapCodec.encode(ShardMap.of("x", TWO))))
                .isEqualTo(ShardMap.of("x", TWO));
    }

    @Test
    void whatIsNoMapIsRefused() {
        for (String text : new String[] {
            "{}",
            "[",
            "{\"shards\":2}",
            "{\"shards\":1,\"anchor\":\"a\",\"weights\":{\"a\":\"b\"},\"stays\":{},\"moves\":[]}",
            "{\"shards\":1,\"anchor\":\"a\",\"weights\":{\"a\":0},\"stays\":{},\"moves\":[]}",
            "[".repeat(100_000)
        }) {
            assertThatThrownBy(() -> ShardMapCodec.decode(text)).isInstanceOf(InvalidRequestException.class);
        }
    }

    private static String winnerOf(String shard) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "team-" + i)
                .filter(namespace -> Rendezvous.winner(namespace, THREE).equals(shard))
                .findFirst()
                .orElseThrow();
    }
}
