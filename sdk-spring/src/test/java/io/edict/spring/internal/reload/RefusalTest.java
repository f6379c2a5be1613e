package io.edict.spring.internal.reload;

import static io.edict.spring.internal.reload.Publishing.hocon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Live;
import io.edict.spring.ConfigCandidate;
import io.edict.spring.ConfigGate;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

class RefusalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    @Validated
    @ConfigurationProperties("pool")
    record Pool(
            @Max(value = 100, message = "is ${validatedValue}, more than {value}") @DefaultValue("5")
            int size,

            @Valid @DefaultValue List<Node> nodes,
            @DefaultValue("1s") Duration pause,
            @Nullable URI address) {
        record Node(
                @NotEmpty String host,
                @Min(1) @DefaultValue("80") int port) {}
    }

    @ConfigurationProperties(value = "strict", ignoreUnknownFields = false)
    record Strict(@DefaultValue("1") int known) {}

    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = LowBelowHigh.class)
    @interface Ordered {
        String message() default "low must be below high";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    static final class LowBelowHigh implements ConstraintValidator<Ordered, Range> {
        @Override
        public boolean isValid(Range range, ConstraintValidatorContext context) {
            if (range.low() > 1000) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate("never " + range.low())
                        .addConstraintViolation();
                return false;
            }
            return range.low() < range.high();
        }
    }

    @Ordered
    @Validated
    @ConfigurationProperties("range")
    record Range(
            @DefaultValue("1") int low, @DefaultValue("2") int high) implements Validator {
        Range {
            if (low < 0) {
                throw new IllegalArgumentException("negative: " + low);
            }
        }

        @Override
        public boolean supports(Class<?> type) {
            return type == Range.class;
        }

        @Override
        public void validate(Object target, Errors errors) {
            if (((Range) target).high() > 7000) {
                errors.rejectValue("high", "tooHigh", "7001 is too high: " + high);
                errors.reject("whole", "whole " + high);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Pool.class, Strict.class, Range.class})
    static class Beans {
        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    private static String refusal(ConfigurableApplicationContext context, String id) {
        return Objects.requireNonNull(
                        context.getBean(ConfigClient.class).follow(id).status().refusal())
                .reason();
    }

    private static Live<Pool> pool(ConfigurableApplicationContext context) {
        return LiveValuesTest.live(context, Pool.class);
    }

    @Test
    void versionWhenItDoesNotBindChangesNothingAndAllThatIsWrongIsToldWithoutValues() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Recorded recorded = context.getBean(Recorded.class);
        recorded.change(0);
        publishing.publish("shop/orders", """
                pool {
                  size = canary1
                  pause = canary2
                  nodes = [{ host = "", port = 0 }, { host = b, port = canary3 }]
                  address = "${canary.nowhere}"
                }
                strict.knowm = canary4
                range.low = -4711
                """);
        String reason = refusal(context, "shop/orders");
        assertThat(reason)
                .contains("pool.size (shop/orders version 2, line 2) cannot be read as int (" + Pool.class.getName()
                        + ")")
                .contains("pool.pause (shop/orders version 2, line 3) cannot be read as java.time.Duration")
                .contains("pool.nodes[0].host (shop/orders version 2, line 4) is refused (NotEmpty): must not be empty")
                .contains("pool.nodes[0].port (shop/orders version 2, line 4) is refused (Min)")
                .contains("pool.nodes[1].port (shop/orders version 2, line 4) cannot be read as int")
                .contains("pool.address (shop/orders version 2, line 5), with nothing set for canary.nowhere,"
                        + " cannot be read as java.net.URI")
                .contains("strict.knowm (shop/orders version 2, line 7) is bound to nothing")
                .contains("range cannot be made a " + Range.class.getName()
                        + ": the constructor threw java.lang.IllegalArgumentException")
                .doesNotContain("canary1", "canary2", "canary3", "canary4", "4711");
        assertThat(reason.split("; (?!mend)")).hasSize(8);
        assertThat(pool(context).get().size()).isEqualTo(1);
        assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("1");
        assertThat(context.getBean(Reload.class).view().getProperty("strict.knowm"))
                .isNull();
        assertThat(recorded.changes).hasSize(1);
    }

    @Test
    void versionWhenConstraintsRefuseItIsRefusedWithMessagesThatQuoteNoValue() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        publishing.publish("shop/orders", """
                pool.size = 4711
                pool.nodes = [{ host = "" }, { host = b, port = -4712 }]
                range { low = 20, high = 10 }
                """);
        assertThat(refusal(context, "shop/orders"))
                .contains("pool.size (shop/orders version 2, line 1) is refused (Max): is …, more than 100")
                .contains("pool.nodes[0].host (shop/orders version 2, line 2) is refused (NotEmpty)")
                .contains("pool.nodes[1].port (shop/orders version 2, line 2) is refused (Min)")
                .contains("range is refused (Ordered): low must be below high (" + Range.class.getName() + ")")
                .doesNotContain("4711", "4712");
        publishing.publish("shop/orders", "range.low = 4713");
        assertThat(refusal(context, "shop/orders"))
                .contains("range is refused (Ordered): its own message is left out")
                .doesNotContain("4713");
        publishing.publish("shop/orders", "range.high = 7001");
        assertThat(refusal(context, "shop/orders"))
                .contains("range.high (shop/orders version 4, line 1) is refused (tooHigh) (")
                .contains("range is refused (whole) (")
                .doesNotContain("7001");
    }

    @Test
    void versionWhenAPlaceholderElsewhereBringsTheTroubleIsRefusedWithBothPlaces(@TempDir Path directory) {
        publishing.publish("shop/orders", "base.size = 1");
        ConfigurableApplicationContext context = publishing.start(publishing
                .app("edict:shop/orders", Beans.class)
                .file(directory, "application.properties", "pool.size=${base.size}"));
        publishing.publish("shop/orders", "base.size = many");
        assertThat(refusal(context, "shop/orders"))
                .contains("application.properties] - 1:11")
                .contains("by way of base.size (shop/orders version 2, line 1) cannot be read as int");
    }

    @Test
    void lastGoodVersionWhenAnotherWasRefusedIsWhatARestartShows(@TempDir Path copies) {
        publishing.publish("shop/orders", "pool.size = 1");
        Supplier<ConfigurableApplicationContext> starting = () -> publishing
                .app("edict:shop/orders", Beans.class)
                .with("edict.local-copies=" + copies, "edict.start-timeout=5s")
                .start();
        try (ConfigurableApplicationContext context = starting.get()) {
            publishing.publishOnly(hocon("shop/orders", "pool.size = 4711"));
            await().atMost(PATIENCE).until(() -> isRefused(context));
            assertThat(pool(context).get().size()).isEqualTo(1);
        }
        try (ConfigurableApplicationContext context = starting.get()) {
            assertThat(pool(context).get().size()).as("with the store").isEqualTo(1);
            await().atMost(PATIENCE).until(() -> isRefused(context));
        }
        publishing.store.outage(true);
        try (ConfigurableApplicationContext context = starting.get()) {
            assertThat(pool(context).get().size()).as("without the store").isEqualTo(1);
        }
    }

    private static boolean isRefused(ConfigurableApplicationContext context) {
        return context.getBean(ConfigClient.class)
                        .follow("shop/orders")
                        .status()
                        .refusal()
                != null;
    }

    @Test
    void refusedVersionWhenItIsFollowedByAGoodOneIsNotTriedAgainAndTheGoodOneComesIntoForce() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class, Gated.class);
        Gate gate = context.getBean(Gate.class);
        assertThat(gate.asked).hasValue(1);
        publishing.publish("shop/orders", "pool.size = 13");
        assertThat(gate.asked).hasValue(2);
        publishing.publish("shop/orders", "pool.size = 14");
        assertThat(gate.asked).hasValue(3);
        assertThat(pool(context).get().size()).isEqualTo(14);
        List<Outcome> history = context.getBean(Reload.class).history();
        assertThat(history).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void contentInForceWhenPublishedAgainAfterARefusalChangesNothing() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Recorded recorded = context.getBean(Recorded.class);
        Pool before = pool(context).get();
        publishing.publish("shop/orders", "pool.size = x");
        publishing.publish("shop/orders", "pool.size = 1");
        assertThat(recorded.change(1).changedKeys()).isEmpty();
        assertThat(recorded.change(1).documents().values())
                .allMatch(info -> info.orElseThrow().version().number() == 3);
        assertThat(pool(context).get()).isSameAs(before);
    }

    static final class Gate implements ConfigGate {
        final AtomicInteger asked = new AtomicInteger();
        final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void check(ConfigCandidate candidate) {
            asked.incrementAndGet();
            seen.add(candidate.before().getProperty("pool.size") + " "
                    + candidate.after().getProperty("pool.size") + " "
                    + candidate.value(Pool.class).size());
            if (candidate.value(Pool.class).size() == 13) {
                candidate.refuse("pool.size must not be unlucky");
                candidate.refuse("choose another");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Gated {
        @Bean
        @Order(1)
        Gate gate() {
            return new Gate();
        }

        @Bean
        @Order(2)
        ConfigGate throwing() {
            return candidate -> {
                if (candidate.value(Pool.class).size() == 13) {
                    throw new IllegalStateException("canary " + candidate.value(Pool.class));
                }
            };
        }
    }

    @Test
    void gatesWhenTheyRefuseAreAllAskedAndTheVersionStaysOut() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class, Gated.class);
        publishing.publish("shop/orders", "pool.size = 13");
        assertThat(refusal(context, "shop/orders"))
                .contains("The gate " + Gate.class.getName() + " refuses: pool.size must not be unlucky")
                .contains("refuses: choose another")
                .contains("threw java.lang.IllegalStateException")
                .doesNotContain("canary");
        assertThat(pool(context).get().size()).isEqualTo(1);
        assertThat(context.getBean(Gate.class).seen).containsExactly("1 1 1", "1 13 13");
    }

    @Test
    void gatesWhenBindingFailedAreNotAsked() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class, Gated.class);
        publishing.publish("shop/orders", "pool.size = x");
        assertThat(context.getBean(Gate.class).asked).hasValue(1);
    }

    @Test
    void startWhenAGateRefusesWhatIsInForceFailsWithAClearText() {
        publishing.publish("shop/orders", "pool.size = 13");
        assertThatThrownBy(() -> publishing.start("edict:shop/orders", Beans.class, Gated.class))
                .hasStackTraceContaining("StartRefusedException: shop/orders-default (absent), shop/orders version 1")
                .hasStackTraceContaining("cannot be used by this application: The gate " + Gate.class.getName())
                .satisfies(error -> {
                    StartRefusedAnalyzer analyzer = new StartRefusedAnalyzer();
                    var analysis = Objects.requireNonNull(analyzer.analyze(error));
                    assertThat(analysis.getDescription())
                            .contains("    - The gate " + Gate.class.getName() + " refuses: choose another\n")
                            .doesNotContain("canary");
                    assertThat(analysis.getAction()).contains("roll back");
                });
    }

    @Test
    void documentWhenItRefersToWhatItDoesNotHaveIsRefusedAndOthersDoNotReachIntoIt() {
        publishing.publish(hocon("shop/a", "pool.size = 1, other = 3"), hocon("shop/b", "base = 2, own = ${base}"));
        ConfigurableApplicationContext context = publishing.start("edict:shop/a,edict:shop/b", Beans.class);
        publishing.publish("shop/a", "x = 1\npool.size = ${base}");
        assertThat(refusal(context, "shop/a")).contains("shop/a version 2", "line 2", "substitution");
        assertThat(pool(context).get().size()).isEqualTo(1);
        publishing.publish("shop/b", "base = 2, own = ${base}, list = ${?list} [1]");
        assertThat(context.getEnvironment().getProperty("list[0]")).isEqualTo("1");
        publishing.publish("shop/a", "pool.size = 1, low = 1, own-low = ${low}");
        publishing.publish("shop/b", "base = 2, low = 7");
        assertThat(context.getEnvironment().getProperty("low")).isEqualTo("7");
        assertThat(context.getEnvironment().getProperty("own-low")).isEqualTo("1");
        publishing.publish("shop/a", "pool.size = 2, pool.nodes = [{ host = \"${base}\" }]");
        assertThat(pool(context).get().nodes()).extracting(Pool.Node::host).containsExactly("2");
    }
}
