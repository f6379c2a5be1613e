package io.edict.spring.internal.actuate;

import static io.edict.spring.internal.actuate.ActuatedApp.enc;
import static io.edict.spring.internal.actuate.ActuatedApp.importingOrders;
import static io.edict.spring.internal.actuate.ActuatedApp.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentStatus.State;
import io.edict.spring.ConfigCandidate;
import io.edict.spring.ConfigGate;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint {@code edict} of applications that run. */
class EndpointApplicationTest {
    private final Store store = new Store();

    @BeforeEach
    void publishTheFirstVersion() {
        store.publish(
                "shop/orders",
                "pool { size = 10, hosts = [a] }\ndb.password = \"" + enc("db.password", "geheim") + "\"");
    }

    @AfterEach
    void end() {
        store.close();
    }

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    static class Listening {
        @OnConfigChange("pool")
        void resize(Pool now) {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pool.class)
    @Import(Listening.class)
    static class Beans {}

    private static EdictEndpoint endpoint(ConfigurableApplicationContext context) {
        return context.getBean(EdictEndpoint.class);
    }

    private static DocumentReport shown(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(endpoint(context).document("shop", "orders"));
    }

    private static EdictReport.Document document(ConfigurableApplicationContext context) {
        return endpoint(context).report().documents().stream()
                .filter(document -> document.document().equals("shop/orders"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reportWhenTheApplicationHasStartedTellsWhatIsImported() {
        try (ConfigurableApplicationContext context =
                importingOrders(store, Beans.class).start()) {
            EdictReport report = endpoint(context).report();

            EdictReport.Document orders = document(context);
            assertThat(orders.document()).isEqualTo("shop/orders");
            assertThat(orders.location()).isEqualTo("edict:shop/orders");
            assertThat(orders.optional()).isFalse();
            assertThat(orders.version()).isEqualTo("1");
            assertThat(orders.state()).isEqualTo("current");
            assertThat(orders.source()).startsWith("the store at ");
            assertThat(orders.publishedAt()).isNotNull();
            assertThat(orders.publishedBy()).isEqualTo(System.getProperty("user.name"));
            assertThat(orders.age()).isNotNull();
            assertThat(orders.keys()).isEqualTo(3);
            assertThat(orders.refused()).isNull();
            assertThat(report.clusters()).singleElement().satisfies(cluster -> {
                assertThat(cluster.name()).isEqualTo("memory");
                assertThat(cluster.connection()).isEqualTo("connected");
            });
            assertThat(report.liveTypes()).contains(Pool.class.getName());
            assertThat(report.listeners()).singleElement().satisfies(listener -> {
                assertThat(listener.name()).endsWith(".resize(Pool)");
                assertThat(listener.calls()).isZero();
            });
        }
    }

    @Test
    void reportAfterAChangeTellsOfItAndOfWhoHeard() {
        try (ConfigurableApplicationContext context =
                importingOrders(store, Beans.class).start()) {
            store.publish("shop/orders", "pool { size = 11, hosts = [a] }, other = 1");
            await().until(() -> endpoint(context).report().history().size() == 1);
            EdictReport report = endpoint(context).report();

            assertThat(report.history()).singleElement().satisfies(event -> {
                assertThat(event.outcome()).isEqualTo("applied");
                assertThat(event.versions()).isEqualTo(Map.of("shop/orders", "2"));
                assertThat(event.changedKeys()).containsExactly("db.password", "other", "pool.size");
                assertThat(event.reason()).isNull();
            });
            assertThat(report.generation()).isPositive();
            assertThat(report.pendingRestart()).containsExactly("db.password", "other");
            assertThat(report.listeners())
                    .singleElement()
                    .satisfies(listener -> assertThat(listener.calls()).isEqualTo(1));
        }
    }

    @Test
    void reportAfterARefusalNamesVersionAndReason() {
        try (ConfigurableApplicationContext context =
                importingOrders(store, Beans.class).start()) {
            store.publish("shop/orders", "pool { size = many }");
            await().until(() -> orders(context).state() == State.REFUSING);
            await().until(() -> !endpoint(context).report().history().isEmpty());

            EdictReport.Document orders = document(context);
            assertThat(orders.version()).isEqualTo("1");
            assertThat(orders.newest()).isEqualTo("2");
            EdictReport.Refused refused = Objects.requireNonNull(orders.refused());
            assertThat(refused.version()).isEqualTo("2");
            assertThat(refused.reason()).contains("pool.size").doesNotContain("many");
            assertThat(endpoint(context).report().history())
                    .singleElement()
                    .satisfies(event -> assertThat(event.outcome()).isEqualTo("refused"));
        }
    }

    /** Refuses until somebody lets it. */
    static class Moody implements ConfigGate {
        volatile boolean content;

        @Override
        public void check(ConfigCandidate candidate) {
            if (!content && candidate.after().getProperty("pool.size", Integer.class, 0) > 10) {
                candidate.refuse("not now");
            }
        }
    }

    @Test
    void refusedVersionWhenJudgedAgainOnRequestIsLetIn() {
        try (ConfigurableApplicationContext context =
                importingOrders(store, Beans.class, Moody.class).start()) {
            store.publish("shop/orders", "pool { size = 11, hosts = [a] }");
            await().until(() -> orders(context).state() == State.REFUSING);
            context.getBean(Moody.class).content = true;

            endpoint(context).judgeAgain("shop", "other");
            endpoint(context).judgeAgain("shop", "orders");

            await().until(() -> "2".equals(document(context).version()));
            assertThat(document(context).refused()).isNull();
        }
    }

    @Test
    void shadowedNameIsReportedWithWhatHidesIt() {
        try (ConfigurableApplicationContext context =
                importingOrders(store).with("pool.size=99").start()) {
            assertThat(endpoint(context).report().shadowed())
                    .containsEntry("pool.size", "commandLineArgs")
                    .doesNotContainKey("db.password");
        }
    }

    @Test
    void documentByItsNameShowsNamesAndOriginsAndNoValues() {
        try (ConfigurableApplicationContext context = importingOrders(store).start()) {
            DocumentReport report = shown(context);

            assertThat(report.document().version()).isEqualTo("1");
            assertThat(report.properties())
                    .containsEntry("pool.size", new DocumentReport.Property("******", "shop/orders version 1, line 1"))
                    .containsEntry(
                            "db.password", new DocumentReport.Property("******", "shop/orders version 1, line 2"))
                    .hasSize(3);
            assertThat(report.properties().values())
                    .allSatisfy(property -> assertThat(property.value()).isEqualTo("******"));
        }
    }

    @Test
    void documentWhenValuesAreShownMasksWhatIsEncrypted() {
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with("management.endpoint.edict.show-values=always")
                .start()) {
            Map<String, DocumentReport.Property> properties = shown(context).properties();

            assertThat(properties)
                    .containsEntry("pool.size", new DocumentReport.Property(10, "shop/orders version 1, line 1"))
                    .containsEntry("pool.hosts[0]", new DocumentReport.Property("a", "shop/orders version 1, line 1"))
                    .containsEntry(
                            "db.password", new DocumentReport.Property("******", "shop/orders version 1, line 2"));
        }
    }

    @Test
    void documentThatIsNotImportedIsNotFound() {
        try (ConfigurableApplicationContext context = importingOrders(store).start()) {
            assertThat(endpoint(context).document("shop", "other")).isNull();
            assertThat(endpoint(context).document("no id", "/")).isNull();
            assertThat(context.getBean(EdictEndpointWebExtension.class)
                            .document(SecurityContext.NONE, "shop", "other")
                            .getStatus())
                    .isEqualTo(404);
        }
    }

    @Test
    void valuesOverHttpAreShownToWhoHasTheRoleAlone() {
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with(
                        "management.endpoint.edict.show-values=when-authorized",
                        "management.endpoint.edict.roles=operator")
                .start()) {
            EdictEndpointWebExtension web = context.getBean(EdictEndpointWebExtension.class);

            assertThat(size(web.document(SecurityContext.NONE, "shop", "orders")))
                    .isEqualTo("******");
            assertThat(size(web.document(user("guest"), "shop", "orders"))).isEqualTo("******");
            assertThat(size(web.document(user("operator"), "shop", "orders"))).isEqualTo(10);
        }
    }

    private static @Nullable Object size(WebEndpointResponse<DocumentReport> response) {
        DocumentReport report = Objects.requireNonNull(response.getBody());
        return Objects.requireNonNull(report.properties().get("pool.size")).value();
    }

    private static SecurityContext user(String role) {
        return new SecurityContext() {
            @Override
            public Principal getPrincipal() {
                return () -> "somebody";
            }

            @Override
            public boolean isUserInRole(String asked) {
                return Set.of(role).contains(asked);
            }
        };
    }

    @Test
    void endpointWhenAccessIsNoneOrItIsNotExposedIsNotThere() {
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with("management.endpoint.edict.access=none")
                .start()) {
            assertThat(context.getBeanProvider(EdictEndpoint.class).getIfAvailable())
                    .isNull();
        }
        try (ConfigurableApplicationContext context = importingOrders(store)
                .with("management.endpoints.web.exposure.exclude=edict")
                .start()) {
            assertThat(context.getBeanProvider(EdictEndpoint.class).getIfAvailable())
                    .isNull();
            assertThat(context.getBeanProvider(EdictEndpointWebExtension.class).getIfAvailable())
                    .isNull();
        }
    }

    @Test
    void endpointWhenNothingIsImportedIsEmpty() {
        try (ConfigurableApplicationContext context = Apps.of(ActuatedApp.Everything.class)
                .with("management.endpoints.web.exposure.include=edict")
                .start()) {
            assertThat(endpoint(context).report()).isEqualTo(EdictReport.empty());
        }
    }
}
