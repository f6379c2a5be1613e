package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Live;
import java.beans.PropertyEditorSupport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.CustomEditorConfigurer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.Delimiter;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.util.unit.DataSize;

/** What Spring Boot binds at the start and what Edict binds must be the same, at the start and after each version. */
class BindingParityTest {
    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    record Colour(String name) {}

    record Weight(int grams) {}

    enum Level {
        LOW_LEVEL,
        HIGH_LEVEL
    }

    @SuppressWarnings("ArrayRecordComponent") // people may write them
    @ConfigurationProperties("all")
    record Everything(
            @Nullable Colour colour,
            @Nullable Weight weight,
            @Name("import") @DefaultValue("none") String imported,

            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("7")
            Duration pause,

            @DefaultValue("10MB") DataSize size,
            @DefaultValue("low-level") Level level,
            @DefaultValue({"a", "b"}) List<String> names,
            @Nullable Set<Integer> numbers,
            @Delimiter(";") String @Nullable [] parts,
            @Nullable Map<String, Inner> inner,
            @Nullable Map<String, List<Integer>> lists,
            @Nullable Inner single,
            @DefaultValue Inner always,
            @Nullable Class<?> type,
            @Nullable Locale locale) {
        Everything {
            parts = parts == null ? null : parts.clone();
        }

        /** With arrays compared by their elements, for tests. */
        List<Object> values() {
            List<Object> values = new ArrayList<>();
            for (var component : Everything.class.getRecordComponents()) {
                try {
                    Object value = component.getAccessor().invoke(this);
                    values.add(value instanceof Object[] array ? List.of(array) : String.valueOf(value));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
            return values;
        }
    }

    record Inner(
            @DefaultValue("none") String name,
            @DefaultValue("1") int count,
            @Nullable List<Inner> more) {}

    @ConfigurationProperties("classic")
    static class Classic {
        private int size = 3;
        private String name = "default";
        private @Nullable Duration pause;
        private List<String> nodes = new ArrayList<>(List.of("preset"));
        private final Map<String, Integer> weights = new LinkedHashMap<>(Map.of("preset", 1));
        private final Nested fixed = new Nested();

        @NestedConfigurationProperty
        private @Nullable Other other;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public @Nullable Duration getPause() {
            return pause;
        }

        public void setPause(@Nullable Duration pause) {
            this.pause = pause;
        }

        public List<String> getNodes() {
            return nodes;
        }

        public void setNodes(List<String> nodes) {
            this.nodes = nodes;
        }

        public Map<String, Integer> getWeights() {
            return weights;
        }

        public Nested getFixed() {
            return fixed;
        }

        public @Nullable Other getOther() {
            return other;
        }

        public void setOther(Other other) {
            this.other = other;
        }

        static class Nested {
            private boolean on;

            public boolean isOn() {
                return on;
            }

            public void setOn(boolean on) {
                this.on = on;
            }
        }
    }

    static class Other {
        private @Nullable String text;

        public @Nullable String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }
    }

    @ConfigurationProperties("made")
    static class Made {
        final int size;
        final String note;

        Made() {
            this(1, "unused");
        }

        @ConstructorBinding
        Made(int size, @DefaultValue("note") String note) {
            this.size = size;
            this.note = note;
        }

        @Override
        public String toString() {
            return size + note;
        }
    }

    @ConfigurationProperties(prefix = "lenient", ignoreInvalidFields = true)
    record Lenient(@DefaultValue("4") int size, @Nullable Duration pause) {}

    @ConfigurationProperties("advised")
    record Advised(@Nullable String loud) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Everything.class, Classic.class, Made.class, Lenient.class, Advised.class})
    static class Beans {
        @Bean
        @ConfigurationPropertiesBinding
        static Converter<String, Colour> colours() {
            return new Converter<>() {
                @Override
                public Colour convert(String text) {
                    return new Colour("the colour " + text);
                }
            };
        }

        @Bean
        static CustomEditorConfigurer editors() {
            CustomEditorConfigurer editors = new CustomEditorConfigurer();
            editors.setCustomEditors(Map.of(Weight.class, WeightEditor.class));
            return editors;
        }

        @Bean
        static ConfigurationPropertiesBindHandlerAdvisor loud() {
            return parent -> new AbstractBindHandler(parent) {
                @Override
                public Object onSuccess(
                        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                    Object value = Objects.requireNonNull(super.onSuccess(name, target, context, result));
                    return name.toString().equals("advised.loud")
                            ? value.toString().toUpperCase(Locale.ROOT)
                            : value;
                }
            };
        }
    }

    public static class WeightEditor extends PropertyEditorSupport {
        @Override
        public void setAsText(String text) {
            setValue(new Weight(Integer.parseInt(text.replace("g", ""))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConversions {
        @Bean
        static ConversionService conversionService() {
            ApplicationConversionService service = new ApplicationConversionService();
            service.addConverter(String.class, Colour.class, text -> new Colour("own " + text));
            return service;
        }
    }

    private static final String FIRST = """
            all {
              colour = red
              weight = 5g
              import = it
              pause = 3
              size = 2KB
              level = HIGHLEVEL
              names = [x, y, z]
              numbers = "1,2,3"
              parts = "p;q"
              inner { "a/b" { name = ab }, c { count = 3, more = [{ name = deep }] } }
              lists { one = [1, 2], two = "3,4" }
              single.name = one
              always.more = [{ count = 2 }]
              type = java.lang.String
              locale = de_AT
            }
            classic { size = 4, pause = 2m, nodes = [a], weights { x = 2 }, fixed.on = true, other.text = hello }
            made.size = 8
            lenient { size = nonsense, pause = 3s }
            advised.loud = word
            """;

    private static final String SECOND = """
            all { names = "q", inner { c { count = 4 } }, imported = "not this", Level = low_level }
            classic { name = n, weights { "y.z" = 3 } }
            made { size = 9, note = other }
            lenient { size = 5, pause = nonsense }
            """;

    @Test
    void valuesWhenEdictBindsThemAreThoseThatSpringBootBinds() {
        compare(FIRST, SECOND);
        compare(SECOND, FIRST);
    }

    /** Binds one text after the other with Edict, and each at a start with Spring Boot. */
    private void compare(String first, String second, Class<?>... more) {
        publishing.publish("shop/orders", first);
        List<Class<?>> beans = new ArrayList<>(List.of(more));
        beans.add(Beans.class);
        Supplier<ConfigurableApplicationContext> starting = () -> publishing
                .app("edict:shop/orders", beans.toArray(Class<?>[]::new))
                .start();
        try (ConfigurableApplicationContext running = starting.get()) {
            assertSame(running, running);
            publishing.publish("shop/orders", second);
            Live<Made> made = LiveValuesTest.live(running, Made.class);
            made.await(value -> value.size == (second.equals(FIRST) ? 8 : 9), Duration.ofSeconds(20));
            try (ConfigurableApplicationContext fresh = starting.get()) {
                assertSame(running, fresh);
            }
        }
    }

    private static void assertSame(ConfigurableApplicationContext edict, ConfigurableApplicationContext boot) {
        assertThat(LiveValuesTest.live(edict, Everything.class).get().values())
                .isEqualTo(boot.getBean(Everything.class).values());
        assertThat(LiveValuesTest.live(edict, Classic.class).get())
                .usingRecursiveComparison()
                .isEqualTo(boot.getBean(Classic.class));
        assertThat(LiveValuesTest.live(edict, Made.class).get())
                .hasToString(boot.getBean(Made.class).toString());
        assertThat(LiveValuesTest.live(edict, Lenient.class).get()).isEqualTo(boot.getBean(Lenient.class));
        assertThat(LiveValuesTest.live(edict, Advised.class).get()).isEqualTo(boot.getBean(Advised.class));
    }

    @Test
    void valuesWhenTheContextHasAConversionServiceAreConvertedByIt() {
        compare(FIRST.replace("weight = 5g", ""), SECOND, OwnConversions.class);
    }

    @Test
    void valuesThatAreBoundHaveWhatTheirTextsSay() {
        publishing.publish("shop/orders", FIRST);
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Everything everything = LiveValuesTest.live(context, Everything.class).get();
        assertThat(everything.colour()).isEqualTo(new Colour("the colour red"));
        assertThat(everything.weight()).isEqualTo(new Weight(5));
        assertThat(everything.imported()).isEqualTo("it");
        assertThat(everything.pause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(everything.level()).isEqualTo(Level.HIGH_LEVEL);
        assertThat(everything.inner()).containsOnlyKeys("a/b", "c");
        assertThat(LiveValuesTest.live(context, Advised.class).get().loud()).isEqualTo("WORD");
        assertThat(LiveValuesTest.live(context, Lenient.class).get().size()).isEqualTo(4);
    }
}
