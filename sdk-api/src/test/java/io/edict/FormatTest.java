package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How formats are told. */
class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "orders.conf, HOCON",
        "orders.hocon, HOCON",
        "dir.yaml/orders.json, JSON",
        "orders.JSON, JSON",
        "a.b.properties, PROPERTIES",
        "orders.yaml, YAML",
        ".yml, YAML"
    })
    void extensionTellsTheFormat(String fileName, Format format) {
        assertThat(Format.ofFileName(fileName)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders.", "orders.txt", "", "orders.yaml/x"})
    void otherExtensionIsRefused(String fileName) {
        assertThatThrownBy(() -> Format.ofFileName(fileName))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(".conf, .json, .properties or .yaml");
    }

    @ParameterizedTest
    @EnumSource
    void ownExtensionAndNameLeadBack(Format format) {
        assertThat(Format.ofFileName("x." + format.extension())).isEqualTo(format);
        assertThat(Format.ofName(format.name())).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"hocon, HOCON", "Json, JSON", "PROPERTIES, PROPERTIES", "yaml, YAML"})
    void nameIsReadInAnyCase(String name, Format format) {
        assertThat(Format.ofName(name)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yml", "toml", " json"})
    void otherNameIsRefused(String name) {
        assertThatThrownBy(() -> Format.ofName(name))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("hocon, json, properties and yaml");
    }
}
