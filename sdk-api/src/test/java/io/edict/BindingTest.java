package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.edict.error.InvalidRequestException;
import io.edict.error.UnacceptableValueException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Saying what to bind. */
class BindingTest {
    @Test
    void everySettingKeepsTheOthers() {
        Binding<Integer> one =
                Binding.of(Integer.class).at("pool.size").strict().orElse(5);
        Binding<Integer> other = Binding.of(Integer.class).orElse(5).strict().at("pool.size");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.path()).isEqualTo("pool.size");
        assertThat(one.type()).isEqualTo(Integer.class);
        assertThat(one.isStrict()).isTrue();
        assertThat(one.fallback()).isEqualTo(5);
        assertThat(one).hasToString("pool.size as java.lang.Integer");
    }

    @Test
    void bindingsThatDifferInAnythingAreNotEqual() {
        Binding<Integer> binding = Binding.of(Integer.class).at("a");

        assertThat(binding)
                .isNotEqualTo(Binding.of(Integer.class).at("b"))
                .isNotEqualTo(Binding.of(Long.class).at("a"))
                .isNotEqualTo(binding.strict())
                .isNotEqualTo(binding.orElse(1))
                .isNotEqualTo(binding.require(value -> value > 0, "a must be positive"));
    }

    @Test
    void requirementsAreKeptInOrder() {
        Binding<Integer> binding = Binding.of(Integer.class)
                .require(value -> value > 0, "it must be positive")
                .at("a")
                .require(value -> value < 9, "it must be small");

        assertThat(binding.requirements())
                .map(Binding.Requirement::reason)
                .containsExactly("it must be positive", "it must be small");
        assertThat(binding.requirements().get(1).condition().test(9)).isFalse();
    }

    @Test
    void emptyPathIsRefused() {
        assertThatThrownBy(() -> Binding.of(Integer.class).at("")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void typeWithArgumentsIsNamed() {
        TypeRef<Map<String, List<Integer>>> type = new TypeRef<>() {};

        assertThat(type).hasToString("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
        assertThat(Binding.of(type).type()).isEqualTo(type.type());
        assertThat(Binding.of(type)).hasToString("all as " + type);
    }

    @Test
    @SuppressWarnings("rawtypes")
    void typeWithoutItsArgumentsIsRefused() {
        assertThatThrownBy(() -> new TypeRef() {}).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void converterOfTextsTakesNumbersAndRefusesObjects() throws Exception {
        Converter<Integer> length = Converter.ofText(String::length);

        assertThat(length.convert(ConfigValueFactory.fromAnyRef(1234))).isEqualTo(4);
        assertThat(length.convert(ConfigValueFactory.fromAnyRef("abc"))).isEqualTo(3);
        assertThatThrownBy(
                        () -> length.convert(ConfigFactory.parseString("a = 1").root()))
                .isInstanceOf(UnacceptableValueException.class);
    }
}
