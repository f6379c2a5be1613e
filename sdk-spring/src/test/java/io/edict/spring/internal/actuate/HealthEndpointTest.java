package io.edict.spring.internal.actuate;

import static io.edict.spring.internal.actuate.ActuatedApp.importingOrders;
import static io.edict.spring.internal.actuate.ActuatedApp.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentStatus.State;
import io.edict.spring.internal.testing.Store;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ReflectionUtils;

/** Health as Spring Boot's endpoint answers it; its types have other names in Spring Boot 3 than in 4. */
class HealthEndpointTest {
    private final Store store = new Store();

    @BeforeEach
    void publish() {
        store.publish("shop/orders", "pool.size = 10");
    }

    @AfterEach
    void end() {
        store.close();
    }

    private static Object call(Object target, String method, Object... arguments) {
        return Arrays.stream(ReflectionUtils.getAllDeclaredMethods(target.getClass()))
                .filter(each -> each.getName().equals(method) && each.getParameterCount() == arguments.length)
                .filter(each -> arguments.length == 0 || each.getParameterTypes()[0].isInstance(arguments[0]))
                .findFirst()
                .map(each -> {
                    ReflectionUtils.makeAccessible(each);
                    return ReflectionUtils.invokeMethod(each, target, arguments);
                })
                .orElseThrow();
    }

    private static String overall(ConfigurableApplicationContext context) {
        return String.valueOf(call(call(context.getBean("healthEndpoint"), "health"), "getStatus"));
    }

    private static Object edict(ConfigurableApplicationContext context) {
        return call(context.getBean("healthEndpoint"), "healthForPath", (Object) new String[] {"edict"});
    }

    private static int httpCode(ConfigurableApplicationContext context) {
        Object status = call(call(context.getBean("healthEndpoint"), "health"), "getStatus");
        return (int) call(context.getBean("healthHttpCodeStatusMapper"), "getStatusCode", status);
    }

    @Test
    void healthWhenTheStoreIsThereIsUp() {
        try (ConfigurableApplicationContext context = importingOrders(store).start()) {
            assertThat(call(edict(context), "getStatus")).hasToString("UP");
            assertThat(call(edict(context), "getDetails")).asString().contains("shop/orders=1", "pendingRestart=0");
        }
    }

    @Test
    void healthWhenTheStoreIsAwayForLongIsUnknownAndTheApplicationIsServed() {
        try (ConfigurableApplicationContext context =
                importingOrders(store).with("edict.health.stale-after=1ms").start()) {
            store.memory().outage(true);
            await().until(() -> orders(context).state() == State.STALE);

            await().untilAsserted(
                            () -> assertThat(call(edict(context), "getStatus")).hasToString("UNKNOWN"));
            assertThat(call(edict(context), "getDetails")).asString().contains("stale=true");
            assertThat(overall(context)).isEqualTo("UP");
            assertThat(httpCode(context)).isEqualTo(200);
        }
    }

    @Test
    void healthWhenTheStatusIsSetToDownTakesTheApplicationOut() {
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with("edict.health.stale-after=1ms", "edict.health.stale-status=DOWN")
                .start()) {
            store.memory().outage(true);
            await().untilAsserted(() -> assertThat(overall(context)).isEqualTo("DOWN"));
            assertThat(httpCode(context)).isEqualTo(503);
        }
    }

    @Test
    void healthWhenDisabledIsNotThere() {
        for (String property : new String[] {"management.health.edict.enabled", "management.health.defaults.enabled"}) {
            try (ConfigurableApplicationContext context =
                    importingOrders(store).with(property + "=false").start()) {
                assertThat(context.containsBean("edictHealthIndicator")).isFalse();
            }
        }
    }
}
