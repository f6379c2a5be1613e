package io.edict.plain.variants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import java.time.Duration;

/** What these tests do again and again. */
final class Clients {
    static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a watch should have announced. */
    static final Duration NEVER = Duration.ofHours(6);

    private Clients() {}

    static void publish(ConfigClient client, String id, int n) {
        client.publisher().publish(Publication.of(id, Format.HOCON, "n = " + n));
    }

    static void awaitN(ConfigClient client, String id, int n) {
        client.follow(id).await(now -> now.getInt("n") == n, SOON);
    }

    static ClusterStatus cluster(ConfigClient client) {
        return client.status().clusters().get(0);
    }

    static void awaitConnection(ConfigClient client, ClusterStatus.Connection wanted) {
        await().atMost(SOON).until(() -> cluster(client).connection() == wanted);
    }

    static void awaitProblem(ConfigClient client, String part) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster(client).problem()).contains(part));
    }
}
