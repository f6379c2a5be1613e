package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

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
