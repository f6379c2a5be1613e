package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigValueFactory;
import io.edict.Explanation.Contribution;
import io.edict.error.InvalidRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Saying what a layered view is made of, and what it tells. */
class LayersTest {
    @Test
    void layersAreNamedFromTheHighestToTheLowest() {
        Layers layers = Layers.of(
                Layer.systemProperties("orders."),
                Layer.environment("ORDERS_"),
                Layer.file(Path.of("local.conf")),
                Layer.optionalFile(Path.of("more.yaml")),
                Layer.document("shop/orders"),
                Layer.optionalDocument("shop/common"),
                Layer.text("defaults", "a = 1"));

        assertThat(layers)
                .hasToString("system properties orders.* over environment ORDERS_* over file local.conf"
                        + " over file more.yaml over shop/orders over shop/common over defaults");
    }

    @Test
    void layersWithoutADocumentAreRefused() {
        assertThatThrownBy(() -> Layers.of(Layer.text("defaults", "")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Layer.document");
    }

    @Test
    void layerThatOccursTwiceIsRefused() {
        assertThatThrownBy(() -> Layers.of(Layer.document("shop/a"), Layer.optionalDocument("shop/a")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("shop/a");
    }

    @Test
    void overridesNeedAPrefixAndFilesAFormat() {
        assertThatThrownBy(() -> Layer.environment("")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Layer.systemProperties("")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Layer.file(Path.of("local.txt"))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void gatesAreAdded() {
        Gate<LayeredSnapshot> gate = (candidate, current) -> Gate.Verdict.accept();

        assertThat(Layers.of(Layer.document("shop/a")).gate(gate).gates()).containsExactly(gate);
    }

    @Test
    void explanationTellsWhatDecidesAndWhatIsHidden() {
        Explanation explanation = new Explanation(
                "pool.size",
                List.of(
                        new Contribution("environment ORDERS_*", "environment ORDERS_POOL_SIZE", true),
                        new Contribution("shop/orders", "shop/orders version 3, line 2", false)));

        assertThat(explanation)
                .hasToString("pool.size: environment ORDERS_POOL_SIZE, hiding shop/orders version 3, line 2");
        assertThat(explanation.decidedBy()).map(Contribution::layer).contains("environment ORDERS_*");
        assertThat(new Explanation("a", List.of())).hasToString("a: no value");
    }

    @Test
    void valueKnowsItsVersions() {
        Versioned<String> value = new Versioned<>("x", List.of(Samples.version(7), Samples.version(3)));

        assertThat(value.version().number()).isEqualTo(7);
        assertThatThrownBy(() -> new Versioned<>("x", List.of()).version()).isInstanceOf(NoSuchElementException.class);
        assertThat(new LiveChange<>(value, value).oldValue()).contains("x");
        assertThat(new LiveChange<>(null, value).oldValue()).isEmpty();
        assertThat(new LiveChange<>(null, value).newValue()).isEqualTo("x");
    }

    @Test
    void keysAreComparedByPathElements() {
        KeyChange size = new KeyChange.Added("pool.size", ConfigValueFactory.fromAnyRef(1));

        assertThat(size.isAtOrBelow("pool")).isTrue();
        assertThat(size.isAtOrBelow("pool.size")).isTrue();
        assertThat(size.isAtOrBelow("poo")).isFalse();
        assertThat(size.isAtOrBelow("pool.size.max")).isFalse();
        assertThat(KeyChange.anyAtOrBelow(List.of(size), "pool")).isTrue();
    }

    @Test
    void boundsOfDocumentsOnDemandAreChecked() {
        OnDemand settings = OnDemand.defaults()
                .withMaxDocuments(3)
                .withMaxBytes(4)
                .withIdle(Duration.ofSeconds(5))
                .withMissesFor(Duration.ZERO);

        assertThat(settings).isEqualTo(new OnDemand(3, 4, Duration.ofSeconds(5), Duration.ZERO));
        assertThatThrownBy(() -> settings.withMaxDocuments(0)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> settings.withMaxBytes(0)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> settings.withIdle(Duration.ZERO)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> settings.withMissesFor(Duration.ofMillis(-1)))
                .isInstanceOf(InvalidRequestException.class);
    }
}
