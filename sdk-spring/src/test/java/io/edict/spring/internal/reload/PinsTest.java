package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

class PinsTest {
    private final Publishing publishing = new Publishing();
    private Pins pins;
    private ConfigClient client;

    @BeforeEach
    void start() {
        publishing.publish("shop/orders", "pool.size = 10");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders?profiles=false");
        client = context.getBean(ConfigClient.class);
        pins = new Pins(context.getEnvironment(), new Conversions(context), (type, from) -> type);
    }

    @AfterEach
    void close() {
        publishing.close();
    }

    private Generation generation(Part part) {
        return new Generation(1, List.of(part), Map.of());
    }

    private Part part() {
        return Part.of(client.snapshot("shop/orders"));
    }

    private Stratum document(Part part) {
        return pins.pin(generation(part)).strata().stream()
                .filter(stratum -> stratum.place() == 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesWhenAVersionIsPinnedAgainAreWorkedOutOnce() {
        Part part = part();

        assertThat(document(part)).isSameAs(document(part)).isNotSameAs(document(part()));
    }

    @Test
    void namesOfADocumentAreFoundAsSpringBootFindsThem() {
        Random random = new Random(42);
        for (int i = 0; i < 50; i++) {
            publishing.publish("shop/orders", text(random, 3));
            Part part = part();
            PropertySource<?> frozen = new OriginTrackedMapPropertySource("theirs", part.tracked(), true);
            assertSame(
                    (IterableConfigurationPropertySource)
                            Objects.requireNonNull(document(part).names()),
                    (IterableConfigurationPropertySource)
                            Objects.requireNonNull(ConfigurationPropertySource.from(frozen)));
        }
    }

    /** A document of names that mean the same, or look alike. */
    private static String text(Random random, int depth) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("a-b", "aB", "ab", "A_B", "\"x/y\"", "\"c.d\"", "c", "1", "_")) {
            if (random.nextInt(3) == 0) {
                boolean leaf = depth == 0 || random.nextBoolean();
                text.append(name)
                        .append(
                                leaf
                                        ? " = [" + random.nextInt(9) + ", 7]\n"
                                        : " {\n" + text(random, depth - 1) + "}\n");
            }
        }
        return text.toString();
    }

    private static void assertSame(
            IterableConfigurationPropertySource ours, IterableConfigurationPropertySource theirs) {
        Set<ConfigurationPropertyName> names = theirs.stream().collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(ours.stream()).containsExactlyElementsOf(theirs.stream().toList());
        List.copyOf(names).forEach(name -> {
            for (int length = 0; length < name.getNumberOfElements(); length++) {
                names.add(name.chop(length));
                names.add(name.chop(length).append("ab"));
            }
        });
        for (ConfigurationPropertyName name : names) {
            assertThat(ours.containsDescendantOf(name)).as("%s", name).isEqualTo(theirs.containsDescendantOf(name));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(value(ours, name)).as("%s", name).isEqualTo(value(theirs, name)));
        }
    }

    /**
     * Spring Boot remembers the last name that any thread has asked for, and its spelling for all names that mean the same;
     * so another one is asked for before, and who compares tries again.
     */
    private static @Nullable Object value(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        source.getConfigurationProperty(ConfigurationPropertyName.of("another"));
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property == null ? null : property.getValue() + " " + property.getOrigin();
    }

    @Test
    void indexOfNamesWhenOnlyValuesChangeStays() {
        NameIndex first = NameIndex.of(Set.of("a.b"), null);

        assertThat(NameIndex.of(Set.of("a.b"), first)).isSameAs(first);
        assertThat(NameIndex.of(Set.of("a.c"), first).names()).containsExactly(ConfigurationPropertyName.of("a.c"));
    }

    /** What lives until the next look at a map is copied by each young collection, and costs more than all the rest. */
    @Test
    void namesWhenNobodyHasTheirVersionAnyMoreAreGoneWithoutAnotherLook() {
        List<WeakReference<Stratum>> workedOut = IntStream.range(0, 20)
                .mapToObj(i -> new WeakReference<>(document(part())))
                .toList();

        try {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                System.gc();
                assertThat(workedOut).allMatch(reference -> reference.get() == null);
            });
        } finally {
            Reference.reachabilityFence(pins);
        }
    }
}
