package io.edict.spring.internal.actuate;

import static io.edict.spring.internal.actuate.ActuatedApp.enc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentStatus;
import io.edict.Live;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.spring.ConfigCandidate;
import io.edict.spring.ConfigGate;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.OnConfigChange;
import io.edict.spring.Reloadable;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.StartFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.convert.converter.Converter;
import org.springframework.validation.annotation.Validated;

/**
 * A value that is used wherever an application can use one, well and badly, and looked for in all that the adapter says: logs at
 * TRACE, events, meters, endpoints, history. Encrypted or not, it is found nowhere.
 */
@ExtendWith(OutputCaptureExtension.class)
class CanaryTest {
    private static final String CANARY = "canary-zq7";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Store store = new Store();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        store.close();
    }

    @ConfigurationProperties("pool")
    @Validated
    record Pool(
            int size,
            @Size(max = 20) String name,

            @Pattern(regexp = "[a-z]*", message = "must not be ${validatedValue}")
            String quoted,

            Money price,
            String password) {}

    record Money(String text) {}

    @ConfigurationPropertiesBinding
    static class MoneyConverter implements Converter<String, Money> {
        @Override
        public Money convert(String source) {
            if (source.startsWith("bad")) {
                throw new IllegalArgumentException(source);
            }
            return new Money(source);
        }
    }

    @Reloadable
    @ConfigurationProperties("bean")
    static class Setters {
        private String name = "";
        private int count;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            if (name.startsWith("bad")) {
                throw new IllegalArgumentException(name);
            }
            this.name = name;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }
    }

    static class Fields {
        @Value("${field.number:1}")
        int number;
    }

    static class Gate implements ConfigGate {
        @Override
        public void check(ConfigCandidate candidate) {
            String gate = candidate.after().getProperty("gate", "");
            if (gate.startsWith("bad")) {
                throw new IllegalStateException(gate);
            }
        }
    }

    static class Hearing {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @OnConfigChange
        void changed(EnvironmentChange change, Pool now) {
            heard.add(change + " " + change.before() + " " + change.after());
            throw new IllegalStateException(now.toString());
        }

        @EventListener
        void event(ApplicationEvent event) {
            if (event.getClass().getName().startsWith("io.edict.")) {
                heard.add(event.toString());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Pool.class, Setters.class})
    static class Beans {
        @Bean
        static MoneyConverter money() {
            return new MoneyConverter();
        }

        @Bean
        Fields fields() {
            return new Fields();
        }

        @Bean
        Gate gate() {
            return new Gate();
        }

        @Bean
        Hearing hearing() {
            return new Hearing();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** A good version with the value in every place, changed by a number. */
    private static String good(int number) {
        return "pool { size = 10, name = " + CANARY + number + ", quoted = canaryzq, price = " + CANARY
                + number + ", password = \"" + enc("pool.password", CANARY + number)
                + "\" }\nbean { name = " + CANARY + number + ", count = 1 }\nfield.number = 1\ngate = " + CANARY
                + number
                + "\nfree { text = " + CANARY + number + ", url = \"jdbc:x?p=\"${pool.password} }";
    }

    /** Versions that each are bad in one way, of which the value is a part. */
    private static Stream<String> bad() {
        return Stream.of(
                "pool.size = " + CANARY,
                "pool.size = \"" + enc("pool.size", CANARY) + "\"",
                "pool.name = \"" + (CANARY + " ").repeat(5) + "\"",
                "pool.quoted = " + CANARY,
                "pool.price = bad-" + CANARY,
                "bean = " + CANARY,
                "pool.size = \"${no.such.name:" + CANARY + "}\"",
                "pool.size = \"${no.such.name}" + CANARY + "\"",
                "pool.size = \"${pool.password}\"",
                "bean.name = bad-" + CANARY,
                "bean.count = " + CANARY,
                "field.number = " + CANARY,
                "gate = bad-" + CANARY,
                "logging.level.canary = " + CANARY,
                "free.text = { a = " + CANARY,
                "free.text = [" + CANARY + "] " + CANARY,
                "free.text = " + CANARY + " }",
                "free.text = \"" + CANARY,
                "pool.password = \"enc(1:none:" + CANARY + ")\"");
    }

    @Test
    void valueComesOutOfNothingThatTheAdapterSays(CapturedOutput output) {
        store.publish("shop/orders", good(1));
        try (ConfigurableApplicationContext context = ActuatedApp.importingOrders(store, Beans.class)
                .with(
                        "logging.level.io.edict=TRACE",
                        "edict.reload.value-annotations=true",
                        "management.info.edict.enabled=true",
                        "management.endpoint.health.show-details=always")
                .start()) {
            ConfigClient client = context.getBean(ConfigClient.class);
            client.onEvent(event -> said.add(text(event)));
            Hearing hearing = context.getBean(Hearing.class);
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
            int version = 2;
            store.publish("shop/orders", good(version));
            awaitDecision(client, version);
            for (String text : bad().toList()) {
                if (published(good(version + 1) + "\n" + text)) {
                    version++;
                    awaitDecision(client, version);
                }
                say(context);
            }
            version++;
            store.publish("shop/orders", good(version));
            awaitDecision(client, version);
            String last = CANARY + version;
            await().atMost(SOON)
                    .until(() -> last.equals(context.getEnvironment().getProperty("free.text")));
            await().atMost(SOON)
                    .until(() -> last.equals(context.getBean(Setters.class).getName()));
            await().atMost(SOON).until(() -> hearing.heard.size() > 3);
            say(context);
            said.addAll(hearing.heard);
            assertThatThereWasSomethingToSay(context, output, version);
        }
        assertThat(said.stream().filter(CanaryTest::shown)).isEmpty();
        assertThat(output.getAll().lines().filter(CanaryTest::shown)).isEmpty();
    }

    /** What is bound at the start is bound by Spring Boot itself, whose own explanations show the value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool.size = " + CANARY,
                "pool.name = \"" + CANARY + " " + CANARY + " " + CANARY + "\"",
                "pool.quoted = " + CANARY,
                "pool.price = bad-" + CANARY,
                "bean.name = bad-" + CANARY,
                "bean.count = " + CANARY,
                "gate = bad-" + CANARY,
                "pool.size = \"${free.text}\""
            })
    void startThatFailsIsExplainedWithoutTheValue(String bad, CapturedOutput output) {
        store.publish("shop/orders", good(1) + "\n" + bad);

        StartFailure failure = StartFailure.of(ActuatedApp.importingOrders(store, Beans.class), output);

        assertThat(failure.description())
                .startsWith("The configuration in force ")
                .contains(bad.startsWith("gate") ? Gate.class.getName() : "(shop/orders version 1, line ");
        assertThat(failure.action()).startsWith("Publish versions that go with the application, or roll back");
        assertThat(output.getAll().lines().filter(CanaryTest::shown)).isEmpty();
    }

    /** What does not parse is refused where it is published already. */
    private boolean published(String text) {
        try {
            store.publish("shop/orders", text);
            return true;
        } catch (EdictException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            said.add(trace.toString());
            return false;
        }
    }

    /** Whether or not it is let in. */
    private static void awaitDecision(ConfigClient client, long version) {
        await().atMost(SOON).until(() -> {
            DocumentStatus now = client.follow(ActuatedApp.ORDERS).status();
            Version expected = new Version(1, version);
            return expected.equals(now.version())
                    || now.refused()
                            .filter(refusal -> expected.equals(refusal.version()))
                            .isPresent();
        });
    }

    private static String text(ClientEvent event) {
        return event instanceof ClientEvent.Applied applied
                ? event + " " + applied.snapshot() + " " + applied.snapshot().info()
                : event.toString();
    }

    private void say(ConfigurableApplicationContext context) {
        EdictEndpoint endpoint = context.getBean(EdictEndpoint.class);
        ClientHandle handle = context.getBean(ClientHandle.class);
        Reload reload = context.getBean(Reload.class);
        said.add(String.valueOf(endpoint.report()));
        said.add(String.valueOf(endpoint.document("shop", "orders")));
        said.add(String.valueOf(new EdictHealth(
                        FakeHandle.providing(ClientHandle.class, handle),
                        FakeHandle.providing(Reload.class, reload),
                        handle.properties().health(),
                        System::nanoTime)
                .read()));
        said.add(String.valueOf(context.getBean(InfoEndpoint.class).info()));
        said.add(reload.history() + " " + reload.view() + " " + reload.pendingRestart() + reload.shadowed());
        said.add(handle + " " + handle.client().status() + handle.generations().get());
        context.getBeanProvider(Live.class).stream().forEach(live -> said.add(live.toString()));
        context.getBean(EnvironmentEndpoint.class)
                .environment(null)
                .getPropertySources()
                .forEach(source -> source.getProperties()
                        .forEach((name, value) -> said.add(name + "=" + value.getValue() + " " + value.getOrigin())));
        context.getBean(MeterRegistry.class)
                .getMeters()
                .forEach(meter -> said.add(meter.getId() + " " + meter.measure()));
    }

    /** The value was in force and in the way, so that there was something to hide. */
    private void assertThatThereWasSomethingToSay(
            ConfigurableApplicationContext context, CapturedOutput output, int version) {
        assertThat(context.getEnvironment().getProperty("pool.password")).isEqualTo(CANARY + version);
        assertThat(context.getEnvironment().getProperty("free.url")).isEqualTo("jdbc:x?p=" + CANARY + version);
        assertThat(context.getBean(Setters.class).getName()).isEqualTo(CANARY + version);
        assertThat(output.getAll())
                .contains("pool.size", "pool.name", "pool.quoted", "pool.price", "bean.count", "field.number");
        assertThat(String.join("\n", said)).contains("edict.refused", "outcome=refused", "ConfigRefusedEvent");
        Map<String, String> refused = Map.of("shop/orders", String.valueOf(version - 1));
        assertThat(context.getBean(EdictEndpoint.class).report().history())
                .anySatisfy(event -> assertThat(event.versions()).isEqualTo(refused));
    }

    private static boolean shown(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(CANARY)
                || lower.contains(CANARY.replace("-", ""))
                || text.contains(Base64.getEncoder()
                        .encodeToString(CANARY.getBytes(StandardCharsets.UTF_8))
                        .substring(0, 12));
    }
}
