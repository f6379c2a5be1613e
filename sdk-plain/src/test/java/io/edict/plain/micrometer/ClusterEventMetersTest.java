package io.edict.plain.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClientEvent;
import io.edict.ClientEvent.ClusterNoticed;
import io.edict.ClientEvent.ClusterNoticed.Kind;
import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterEventMetersTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StatusMeters meters = new StatusMeters(registry, new StubClient().client(), Tags.of("app", "one"));
    private final EventMeters events = new EventMeters(meters, Clock.SYSTEM);

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void eventsAmongClustersAreCountedEachByItsMeter() {
        VersionInfo tail = Changes.info(ID, 7, VersionInfo.Kind.CONTENT, Content.ofText("a = hunter2"));

        events.accept(new ClientEvent.FailedOver("berlin", "munich"));
        events.accept(new ClientEvent.FailedOver("munich", "berlin"));
        events.accept(new ClientEvent.PrimaryChanged("munich", 2));
        events.accept(new ClientEvent.VersionsSetAside("berlin", List.of(tail, tail, tail)));
        events.accept(new ClientEvent.NamespaceMoved("shop", "north", "east"));
        events.accept(new ClusterNoticed("berlin", Kind.DIVERGED, ID, ""));
        events.accept(new ClusterNoticed("berlin", Kind.CAUGHT_UP, ID, ""));
        events.accept(new ClusterNoticed("munich", Kind.CAUGHT_UP, ID, ""));

        assertThat(count("edict.cluster.failovers")).isEqualTo(2);
        assertThat(count("edict.cluster.promotions")).isEqualTo(1);
        assertThat(count("edict.cluster.setaside")).isEqualTo(3);
        assertThat(count("edict.cluster.moves")).isEqualTo(1);
        assertThat(count("edict.cluster.notices", "kind", "diverged")).isEqualTo(1);
        assertThat(count("edict.cluster.notices", "kind", "caught-up")).isEqualTo(2);
        assertThat(count("edict.cluster.notices", "kind", "repaired")).isZero();
    }

    @Test
    void tagsNameNoDocumentAndMetersAreRemoved() {
        events.accept(new ClusterNoticed("berlin", Kind.TROUBLED, ID, "hunter2"));

        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getKey)
                .containsOnly("app", "kind");
        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .doesNotContain("shop/orders", "hunter2");
        meters.remove();
        assertThat(registry.getMeters()).isEmpty();
    }
}
