package io.edict.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Live;
import io.edict.Publication;
import io.edict.spring.test.EdictTest.Doc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

class EdictTestTest {
    private static final String IMPORTS = "spring.config.import=edict:shop/orders,edict:shop/more";

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Pool.class)
    static class Application {}

    abstract static class Facts {
        @Autowired
        private EdictTester edict;

        @Autowired
        private Live<Pool> pool;

        @Autowired
        private ConfigClient client;

        @Autowired
        private Environment environment;

        @BeforeEach
        void begin() {
            edict.publish("shop/orders", "pool.size = 10");
        }

        @Test
        void publishedVersionIsInForceWhenPublishReturns() {
            for (int size = 11; size < 30; size++) {
                edict.publish("shop/orders", "pool.size = " + size);

                assertThat(pool.get().size()).isEqualTo(size);
                assertThat(environment.getProperty("pool.size")).isEqualTo("" + size);
            }
        }

        @Test
        void refusedVersionIsRefusedWhenPublishReturns() {
            edict.publish("shop/orders", "pool.size = many");

            assertThat(pool.get().size()).isEqualTo(10);
            assertThat(client.follow("shop/orders").status().refused()).isPresent();
        }

        @Test
        void documentsOfOneTransactionAndDeletionsAreWaitedFor() {
            edict.publish(
                    Publication.of("shop/orders", Format.HOCON, "pool.size = 2"),
                    Publication.of("shop/more", Format.HOCON, "b = 2"),
                    Publication.of("shop/others", Format.HOCON, "nobody = here"));
            assertThat(environment.getProperty("b")).isEqualTo("2");

            edict.delete("shop/more");
            assertThat(environment.getProperty("b")).isNull();
            edict.publish("shop/more", "b = 1");
        }
    }

    @Nested
    @SpringBootTest(classes = Application.class, properties = IMPORTS)
    @EdictTest({@Doc(id = "shop/orders", text = "pool.size = 10"), @Doc(id = "shop/more", text = "b = 1")})
    class InMemory extends Facts {
        @Autowired
        private EdictTester edict;

        @Autowired
        private Live<Pool> pool;

        @Test
        void outageLeavesWhatIsInForceAndWhatCameMeanwhileComesAfterIt() {
            edict.outage(true);
            assertThat(pool.get().size()).isEqualTo(10);
            edict.outage(false);

            edict.publish("shop/orders", "pool.size = 12");
            assertThat(pool.get().size()).isEqualTo(12);
        }
    }

    @Nested
    @SpringBootTest(classes = Application.class, properties = IMPORTS)
    @EdictTest(value = {@Doc(id = "shop/orders", text = "pool.size = 7"), @Doc(id = "shop/more")})
    class InAnotherStore {
        @Autowired
        private Live<Pool> pool;

        @Test
        void testsWithOtherDocumentsHaveAStoreOfTheirOwn() {
            assertThat(pool.get().size()).isEqualTo(7);
        }
    }

    @Nested
    @SpringBootTest(classes = Application.class, properties = IMPORTS)
    @EdictTest(
            value = {@Doc(id = "shop/orders", text = "pool.size = 10"), @Doc(id = "shop/more", text = "b = 1")},
            store = EdictTest.Kind.EMBEDDED_ZOOKEEPER)
    class OnAServer extends Facts {}
}
