package io.edict.plain.internal.topology.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.plain.internal.memory.MemoryClusters;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.topology.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract over three clusters in memory, of which one more must have each version before its publish returns. */
class PrimaryStandbyStoreTest extends ConfigStoreContract {
    private static final List<ConfigStore> OPENED = new ArrayList<>();
    private static final Nearest.Pace PACE =
            new Nearest.Pace(Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofSeconds(10));

    private static MemoryClusters clusters;
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        clusters = new MemoryClusters(CHECK, "berlin", "munich", "hamburg");
        try (ConfigStore all = opened(0)) {
            Replicator replicator = new Replicator(
                    (PrimaryStandbyStore) all,
                    ((PrimaryStandbyStore) all).nearest().members().get(1),
                    new Replicator.Duty("founder", Replicator.Pace.DEFAULT, null));
            all.publish(
                    List.of(io.edict.plain.internal.store.Changes.text(DocumentId.of("a/a"), "")),
                    java.util.UUID.randomUUID(),
                    deadline());
            org.awaitility.Awaitility.await()
                    .until(() -> clusters.open("munich").current(DocumentId.of("a/a"), deadline())
                            instanceof Reading.Present);
            replicator.close();
        }
        store = opened(1);
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
        return opened(1);
    }

    private static ConfigStore opened(int acknowledged) {
        PrimaryStandbyStore opened = new PrimaryStandbyStore(
                new PrimaryStandbyStore.Settings(clusters.members(LIMIT), List.of(), acknowledged, PACE, null),
                clusters.timer());
        OPENED.add(opened);
        opened.start();
        return opened;
    }

    @Override
    protected Map<String, String> dump() {
        return dump("berlin");
    }

    private static Map<String, String> dump(String cluster) {
        Map<String, String> dump = new TreeMap<>();
        try (ConfigStore one = clusters.open(cluster)) {
            for (String each : one.namespaces(deadline())) {
                for (DocumentId document : one.documents(each, deadline())) {
                    dump.put(
                            document.toString(),
                            one.history(document, deadline()).toString());
                }
            }
        }
        return dump;
    }

    /** Whatever a test did, what was acknowledged is on a standby. */
    @AfterEach
    void standbyHasWhatThePrimaryHas() {
        Map<String, String> copies = dump("munich");
        copies.putAll(dump("hamburg"));
        assertThat(copies).isEqualTo(dump("berlin"));
    }
}
