package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ConfigClient;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.error.DocumentRefusedException;
import io.edict.plain.junit.EdictExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Layers whose substitutions do not reach into other layers. */
class EachAloneTest {
    private static final Layers ALONE = Layers.of(
                    Layer.optionalDocument("shop/high"), Layer.optionalDocument("shop/low"))
            .eachAlone();

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @Test
    void substitutionStandsForTheValueOfItsOwnDocumentThoughAHigherLayerHasAnother() {
        edict.publish("shop/high", "host = h");
        edict.publish("shop/low", "host = l, url = \"http://\"${host}");
        ConfigClient client = edict.client(edict.connect().layered(ALONE));

        LayeredView view = client.layered(ALONE);

        assertThat(view.snapshot().getString("host")).isEqualTo("h");
        assertThat(view.snapshot().getString("url")).isEqualTo("http://l");
        assertThat(view.snapshot().documents())
                .extracting(document -> document.getString("host"))
                .containsExactly("h", "l");
    }

    @Test
    void substitutionOutOfTheDocumentIsRefusedAndTheLastGoodVersionStays() {
        edict.publish("shop/high", "x = 1");
        edict.publish("shop/low", "y = 1");
        ConfigClient client = edict.client(edict.connect().layered(ALONE));
        LayeredView view = client.layered(ALONE);

        edict.publish("shop/low", "y = ${x}");

        assertThat(view.snapshot().getInt("y")).isEqualTo(1);
        assertThat(client.follow("shop/low").status().state()).isEqualTo(State.REFUSING);
        assertThat(client.follow("shop/low").status().refused())
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).contains("shop/low version 2", "line 1"));

        edict.publish("shop/low", "y = ${z}, z = 3");
        assertThat(view.snapshot().getInt("y")).isEqualTo(3);
    }

    @Test
    void sameDocumentsCombinedElsewhereAreStillReadAloneHere() {
        edict.publish("shop/high", "x = 1");
        edict.publish("shop/low", "x = 2, y = ${x}");
        ConfigClient client = edict.client(edict.connect().layered(ALONE));
        Layers together = Layers.of(Layer.document("shop/high"), Layer.document("shop/low"));
        LayeredView combined = client.layered(together);

        edict.publish("shop/low", "x = 3, y = ${x}");

        assertThat(combined.snapshot().getInt("y")).isEqualTo(1);
        assertThat(client.layered(ALONE).snapshot().getInt("y")).isEqualTo(3);
    }

    @Test
    void startFailsOnADocumentThatRefersToAnother() {
        edict.publish("shop/high", "x = 1");
        edict.publish("shop/low", "y = ${x}");
        Layers required = Layers.of(Layer.document("shop/high"), Layer.document("shop/low"))
                .eachAlone();

        assertThatThrownBy(() -> edict.connect()
                        .layered(required)
                        .startTimeout(Duration.ofSeconds(5))
                        .start())
                .isInstanceOf(DocumentRefusedException.class)
                .hasMessageContaining("shop/low");
    }

    @Test
    void viewMovesAsOneWithItsDocuments() {
        edict.publish("shop/high", "n = 1");
        edict.publish("shop/low", "n = 1");
        ConfigClient client = edict.client(edict.connect().layered(ALONE));
        List<Integer> first = numbers(client);

        edict.publish(
                Publication.of("shop/high", Format.HOCON, "n = 2"), Publication.of("shop/low", Format.HOCON, "n = 2"));

        assertThat(first).containsExactly(1, 1);
        assertThat(numbers(client)).containsExactly(2, 2);
    }

    private static List<Integer> numbers(ConfigClient client) {
        List<Snapshot> documents = client.layered(ALONE).snapshot().documents();
        return documents.stream().map(document -> document.getInt("n")).toList();
    }
}
