package io.edict.spring.internal.actuate;

import static io.edict.spring.internal.actuate.ActuatedApp.enc;
import static io.edict.spring.internal.actuate.ActuatedApp.importingOrders;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.spring.internal.testing.Store;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint.EnvironmentEntryDescriptor;
import org.springframework.boot.actuate.env.EnvironmentEndpoint.PropertyValueDescriptor;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.context.ConfigurableApplicationContext;

/** Documents in Spring Boot's own endpoints. */
class BootEndpointsTest {
    private final Store store = new Store();

    @AfterEach
    void end() {
        store.close();
    }

    private void publish() {
        store.publish(
                "shop/orders",
                "pool.size = 10\ndb {\n  password = \"" + enc("db.password", "geheim") + "\"\n  pin = \""
                        + enc("db.pin", "123") + "\"\n}\nurl = \"jdbc:x?p=\"${db.password}");
    }

    private static PropertyValueDescriptor env(ConfigurableApplicationContext context, String name, String source) {
        EnvironmentEntryDescriptor entry =
                context.getBean(EnvironmentEndpoint.class).environmentEntry(name);
        return Objects.requireNonNull(entry.getPropertySources().stream()
                .filter(each -> each.getName().equals(source))
                .findFirst()
                .orElseThrow()
                .getProperty());
    }

    @Test
    void environmentShowsDocumentVersionAndLineOfEachProperty() {
        publish();
        try (ConfigurableApplicationContext context = importingOrders(store).start()) {
            PropertyValueDescriptor size = env(context, "pool.size", "edict:shop/orders");

            assertThat(size.getOrigin()).isEqualTo("shop/orders version 1, line 1");
            assertThat(size.getValue()).isEqualTo("******");
            assertThat(env(context, "db.password", "edict:shop/orders").getOrigin())
                    .isEqualTo("shop/orders version 1, line 3");
        }
    }

    @Test
    void environmentWhenValuesAreShownMasksWhatIsEncryptedAndWhatIsMadeOfIt() {
        publish();
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with(
                        "management.endpoint.env.show-values=always",
                        "db-url=jdbc:y?p=${db.password}",
                        "short=${db.pin}",
                        "long=1234")
                .start()) {
            assertThat(env(context, "pool.size", "edict:shop/orders").getValue())
                    .isEqualTo(10);
            for (String name : List.of("db.password", "db.pin", "url")) {
                assertThat(env(context, name, "edict:shop/orders").getValue()).isEqualTo("******");
            }
            assertThat(env(context, "db-url", "commandLineArgs").getValue()).isEqualTo("******");
            assertThat(env(context, "short", "commandLineArgs").getValue()).isEqualTo("******");
            assertThat(env(context, "long", "commandLineArgs").getValue()).isEqualTo("1234");
        }
    }

    @Test
    void infoSaysNothingUnlessItIsEnabled() {
        publish();
        try (ConfigurableApplicationContext context = importingOrders(store).start()) {
            assertThat(context.getBean(InfoEndpoint.class).info()).doesNotContainKey("edict");
        }
    }

    @Test
    void infoWhenEnabledSaysWhichVersionsAreInForce() {
        publish();
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with("management.info.edict.enabled=true")
                .start()) {
            assertThat(context.getBean(InfoEndpoint.class).info())
                    .extractingByKey("edict")
                    .asString()
                    .startsWith("{shop/orders=Published[version=1, publishedAt=2");
        }
    }
}
