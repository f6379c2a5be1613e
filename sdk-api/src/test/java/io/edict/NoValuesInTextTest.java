package io.edict;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds values or text says neither in {@code toString}, because that ends up in logs. */
class NoValuesInTextTest {
    private static final String SECRET = "hunter2";
    private static final ConfigValue VALUE = ConfigValueFactory.fromAnyRef(SECRET);
    private static final List<KeyChange> KEYS = List.of(
            new KeyChange.Added("a", VALUE),
            new KeyChange.Updated("b", VALUE, VALUE),
            new KeyChange.Removed("c", VALUE));

    @ParameterizedTest
    @MethodSource
    void textShowsNoValue(Object holder) {
        assertThat(holder.toString()).isNotBlank().doesNotContain(SECRET).doesNotContain("@");
    }

    static Stream<Object> textShowsNoValue() {
        return Stream.of(
                KEYS.get(0),
                KEYS.get(1),
                KEYS.get(2),
                new ConfigChange(null, Samples.snapshot(2), KEYS),
                new DocumentDiff(Samples.version(1), Samples.version(2), KEYS, List.of("+" + SECRET)),
                new Document(Samples.version(1), SECRET),
                new Versioned<>(SECRET, List.of(Samples.version(1))),
                new LiveChange<>(null, new Versioned<>(SECRET, List.of(Samples.version(1)))),
                Layer.text("defaults", SECRET),
                Layers.of(Layer.document("shop/orders"), Layer.text("defaults", SECRET)),
                Binding.of(String.class).at("password").orElse(SECRET),
                Publication.of("shop/orders", Format.JSON, SECRET),
                Publication.of("shop/orders", Format.JSON, SECRET).what());
    }
}
