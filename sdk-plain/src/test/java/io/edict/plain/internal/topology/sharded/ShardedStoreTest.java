package io.edict.plain.internal.topology.sharded;

import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.memory.MemoryClusters;
import io.edict.plain.internal.memory.MemoryStore;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.ShardStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract over three shards in memory, and what is special about shards. */
class ShardedStoreTest extends ConfigStoreContract {
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final List<ConfigStore> OPENED = new ArrayList<>();

    private static MemoryClusters clusters;
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        clusters = new MemoryClusters(CHECK, NAMES.toArray(String[]::new));
        store = opened();
    }

    @AfterAll
    static void stop() {
        OPENED.forEach(ConfigStore::close);
        clusters.close();
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return opened();
    }

    private static ConfigStore opened() {
        List<Shard> shards = clusters.members(LIMIT).stream()
                .map(member -> new Shard(member.name(), 1, member.store()))
                .toList();
        ShardedStore opened = new ShardedStore(shards);
        OPENED.add(opened);
        opened.start();
        return opened;
    }

    @Override
    protected Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        for (String name : NAMES) {
            try (ConfigStore one = clusters.open(name)) {
                for (String each : one.namespaces(deadline())) {
                    for (DocumentId document : one.documents(each, deadline())) {
                        dump.put(
                                name + " " + document,
                                one.history(document, deadline()).toString());
                    }
                }
            }
        }
        return dump;
    }

    @Test
    void documentsOfSeveralShardsAreRefusedTogetherBeforeAnythingIsWritten() {
        List<DocumentId> ids = spread("apart");
        Map<String, String> before = dump();

        assertThatThrownBy(() -> store.publish(
                        ids.stream().map(each -> text(each, "a = 1")).toList(), UUID.randomUUID(), deadline()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Documents of several shards cannot be published together")
                .hasMessageContaining("alpha has " + ids.get(0).namespace())
                .hasMessageContaining("gamma has " + ids.get(2).namespace())
                .hasMessageContaining("nothing was written");

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void eachNamespaceIsInTheShardThatWinsItAndCountsOnce() {
        List<DocumentId> ids = spread("each");
        ids.forEach(each -> store.publish(List.of(text(each, "a = 1")), UUID.randomUUID(), deadline()));

        for (int i = 0; i < NAMES.size(); i++) {
            try (MemoryStore shard = clusters.open(NAMES.get(i))) {
                assertThat(shard.namespaces(deadline()))
                        .contains(ids.get(i).namespace())
                        .doesNotContain(ids.get((i + 1) % 3).namespace());
            }
        }
        assertThat(store.namespaces(deadline()))
                .containsOnlyOnceElementsOf(
                        ids.stream().map(DocumentId::namespace).toList())
                .doesNotContain(ShardStore.MAP.namespace());
    }

    @Test
    void mapIsNotPublishedByHand() {
        assertThatThrownBy(() -> publish(text(ShardStore.MAP, "{}")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("map of shards");
    }

    /** One document in each shard, in the order of their names. */
    private static List<DocumentId> spread(String prefix) {
        Map<String, Double> weights = new TreeMap<>();
        NAMES.forEach(name -> weights.put(name, 1.0));
        List<DocumentId> ids = new ArrayList<>();
        for (String name : NAMES) {
            ids.add(IntStream.range(0, 1000)
                    .mapToObj(i -> DocumentId.of(prefix + "-" + i + "/orders"))
                    .filter(each -> Rendezvous.winner(each.namespace(), weights).equals(name))
                    .findFirst()
                    .orElseThrow());
        }
        return ids;
    }
}
