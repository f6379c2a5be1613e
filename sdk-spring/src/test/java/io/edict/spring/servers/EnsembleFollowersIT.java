package io.edict.spring.servers;

import static io.edict.spring.servers.Following.application;
import static io.edict.spring.servers.Following.awaitHeard;
import static io.edict.spring.servers.Following.awaitSize;
import static io.edict.spring.servers.Following.importing;
import static io.edict.spring.servers.Following.operator;
import static io.edict.spring.servers.Following.pool;
import static io.edict.spring.servers.Following.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerProcess;
import io.edict.spring.servers.Following.Heard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications on an ensemble of three servers. */
@Timeout(400)
class EnsembleFollowersIT {
    private static final int MANY = 100;

    @RegisterExtension
    static final Ensemble ENSEMBLE = Ensemble.of(3);

    @Test
    void applicationsEndOnTheLastVersionThoughTheLeaderDiesWhileItIsPublished() {
        String servers = ENSEMBLE.connectString();
        try (ConfigClient operator = operator(servers)) {
            publish(operator, "leader/orders", 1);
            try (ConfigurableApplicationContext one =
                            application(servers, importing("leader/orders")).start();
                    ConfigurableApplicationContext two =
                            application(servers, importing("leader/orders")).start()) {
                for (int size = 2; size < 6; size++) {
                    publish(operator, "leader/orders", size);
                }
                ServerProcess leader = ENSEMBLE.leader();
                leader.kill();
                publish(operator, "leader/orders", 6);

                awaitSize(one, 6);
                awaitSize(two, 6);
                awaitHeard(one, 6);
                assertThat(one.getBean(Heard.class).sizes).isSorted();
                leader.start();
                ENSEMBLE.awaitAll();
            }
        }
    }

    @Test
    void manyContextsInOneProcessConverge() {
        String servers = ENSEMBLE.connectString();
        List<ConfigurableApplicationContext> contexts = new ArrayList<>();
        try (ConfigClient operator = operator(servers)) {
            publish(operator, "many/orders", 1);
            for (int i = 0; i < MANY; i++) {
                contexts.add(application(servers, importing("many/orders")).start());
            }
            for (int size = 2; size <= 20; size++) {
                publish(operator, "many/orders", size);
            }
            contexts.forEach(context -> awaitSize(context, 20));
            contexts.forEach(context -> awaitHeard(context, 20));
            assertThat(contexts)
                    .allSatisfy(context -> assertThat(context.getBean(Heard.class).sizes)
                            .isSorted()
                            .doesNotHaveDuplicates());
        } finally {
            contexts.forEach(ConfigurableApplicationContext::close);
        }
    }

    @Test
    void manyPublishesInARowAreMergedAndTheLastArrives() {
        String servers = ENSEMBLE.connectString();
        int publishes = 300;
        try (ConfigClient operator = operator(servers)) {
            publish(operator, "row/orders", 1);
            try (ConfigurableApplicationContext context =
                    application(servers, importing("row/orders")).start()) {
                for (int size = 2; size <= publishes; size++) {
                    publish(operator, "row/orders", size);
                }
                awaitHeard(context, publishes);
                assertThat(context.getBean(Heard.class).sizes)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .hasSizeLessThan(publishes);
            }
        }
    }

    @Test
    void documentBeyondAMebibyteIsFollowed() {
        String servers = ENSEMBLE.connectString();
        String filling = "filling = \"" + "x".repeat(1_500_000) + "\"\n";
        try (ConfigClient operator = operator(servers)) {
            operator.publisher().publish(Publication.of("big/orders", Format.HOCON, filling + "pool.size = 1"));
            try (ConfigurableApplicationContext context =
                    application(servers, importing("big/orders")).start()) {
                assertThat(context.getEnvironment().getRequiredProperty("filling"))
                        .hasSize(1_500_000);
                operator.publisher().publish(Publication.of("big/orders", Format.HOCON, filling + "pool.size = 2"));
                await().atMost(Following.SOON).until(() -> pool(context).get().size() == 2);
            }
        }
    }
}
