package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Publication;
import io.edict.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which values count as read. */
class UsageTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final DocumentId LOW = DocumentId.of("usage/low");
    private static final DocumentId HIGH = DocumentId.of("usage/high");

    private final InMemoryStore store = new InMemoryStore();

    private static void publish(ConfigClient client, DocumentId id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    @Test
    void whatIsLookedUpOrBoundThroughALayeredViewCountsForItsDocuments() {
        try (ConfigClient client = Edict.connect(store).recordUsage().start()) {
            publish(client, LOW, "looked = 1, bound = 1, found = 1, dead = 1");
            publish(client, HIGH, "looked = 2, dead = 2");
            LayeredView view =
                    client.layered(Layers.of(Layer.document(HIGH.toString()), Layer.document(LOW.toString())));
            assertThat(view.await(now -> now.getInt("looked") == 2, SOON).getString("found", ""))
                    .isEqualTo("1");
            assertThat(view.live("bound", Integer.class).get()).isEqualTo(1);
            publish(client, HIGH, "looked = 3, dead = 3");
            view.await(now -> now.getInt("looked") == 3, SOON);
            assertThat(view.snapshot().explain("looked").toString()).contains("usage/high");

            Usage usage = client.usage().orElseThrow();
            assertThat(usage.read().get(LOW)).contains("looked", "found", "bound");
            assertThat(usage.unread().get(LOW)).containsExactly("dead");
            assertThat(usage.unread().get(HIGH)).containsExactly("dead");
        }
    }

    @Test
    void nothingIsRecordedUnlessAskedFor() {
        try (ConfigClient client = Edict.connect(store).start()) {
            assertThat(client.usage()).isEmpty();
        }
    }
}
