package io.edict.spring.internal.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edict.spring.EdictProperties;
import io.edict.spring.internal.actuate.EdictEndpointProperties;
import java.io.File;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/** What development environments complete and explain, against the records that are bound. */
class MetadataTest {
    private static final Config METADATA = ConfigFactory.parseFile(
            new File("src/main/resources/META-INF/spring-configuration-metadata.json"),
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(false));

    /** Keys that Spring Boot reads for every endpoint, health indicator and contributor. */
    private static final List<String> BOOTS_OWN = List.of(
            "management.endpoint.edict.access",
            "management.endpoint.edict.cache.time-to-live",
            "management.health.edict.enabled",
            "management.info.edict.enabled");

    /**
     * A property as it must be described.
     *
     * @param name its name
     * @param type its type, as metadata writes it
     * @param source the record that it is a component of
     * @param defaults its default as text, lists joined; null if there is none
     */
    private record Expected(
            String name,
            String type,
            String source,
            @Nullable String defaults) {}

    private static List<Expected> expected() {
        List<Expected> all = new ArrayList<>();
        collect("edict", EdictProperties.class, all);
        collect("management.endpoint.edict", EdictEndpointProperties.class, all);
        return all;
    }

    private static void collect(String prefix, Class<?> record, List<Expected> into) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord()) {
                collect(name, component.getType(), into);
            } else {
                into.add(new Expected(
                        name, type(component.getGenericType()), record.getName(), defaults(record, component)));
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getTypeName();
        }
        return ClassUtils.resolvePrimitiveIfNecessary((Class<?>) type).getName();
    }

    private static @Nullable String defaults(Class<?> record, RecordComponent component) {
        int place = List.of(record.getRecordComponents()).stream()
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        DefaultValue value =
                record.getDeclaredConstructors()[0].getParameters()[place].getAnnotation(DefaultValue.class);
        return value == null || value.value().length == 0 ? null : String.join(",", value.value());
    }

    private static Map<String, Config> described() {
        Map<String, Config> described = new TreeMap<>();
        METADATA.getConfigList("properties").forEach(property -> {
            assertThat(described.put(property.getString("name"), property)).isNull();
        });
        return described;
    }

    @Test
    void everyPropertyOfTheRecordsIsDescribedAndNoOther() {
        List<String> names = Stream.concat(expected().stream().map(Expected::name), BOOTS_OWN.stream())
                .toList();

        assertThat(described().keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(ConfigurationPropertyName.isValid(name)).isTrue());
    }

    @Test
    void typesSourcesAndDefaultsAreThoseOfTheRecords() {
        Map<String, Config> described = described();
        for (Expected property : expected()) {
            Config found = Objects.requireNonNull(described.get(property.name()), property.name());
            assertThat(new Expected(
                            property.name(),
                            found.getString("type"),
                            found.getString("sourceType"),
                            shownDefault(found)))
                    .isEqualTo(property);
        }
    }

    private static @Nullable String shownDefault(Config property) {
        if (!property.hasPath("defaultValue")) {
            return null;
        }
        Object value = property.getAnyRef("defaultValue");
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    @Test
    void everyPropertyAndGroupIsExplainedInASentence() {
        assertThat(described().values())
                .allSatisfy(property -> assertThat(property.getString("description"))
                        .as("%s", property)
                        .matches("[A-Z].{10,}\\."));
        assertThat(METADATA.getConfigList("groups"))
                .allSatisfy(group -> assertThat(group.getString("description")).matches("[A-Z].{10,}\\."));
    }

    @Test
    void everyRecordIsAGroup() {
        List<String> groups = METADATA.getConfigList("groups").stream()
                .map(group -> group.getString("name") + " " + group.getString("type"))
                .toList();
        for (RecordComponent component : EdictProperties.class.getRecordComponents()) {
            if (component.getType().isRecord()) {
                assertThat(groups)
                        .contains("edict." + component.getName() + " "
                                + component.getType().getName());
            }
        }
        assertThat(groups).contains("edict " + EdictProperties.class.getName());
    }

    @Test
    void everyEnumHasItsConstantsAsHints() throws ClassNotFoundException {
        Map<String, List<String>> hints = new TreeMap<>();
        METADATA.getConfigList("hints")
                .forEach(hint -> hints.put(
                        hint.getString("name"),
                        hint.getConfigList("values").stream()
                                .map(value -> value.getString("value"))
                                .toList()));
        for (Expected property : expected()) {
            Class<?> type = property.type().contains("<") ? Object.class : Class.forName(property.type());
            if (type.isEnum()) {
                assertThat(hints.get(property.name()))
                        .as(property.name())
                        .containsExactlyElementsOf(Arrays.stream(type.getEnumConstants())
                                .map(constant -> ((Enum<?>) constant)
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                                .toList());
            }
        }
        assertThat(described().keySet()).containsAll(hints.keySet());
    }
}
