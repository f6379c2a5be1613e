package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.OnDemand;
import io.edict.OnDemandStatus;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.error.DocumentAbsentException;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Documents read on demand from a real server process, which counts the watches. */
class OnDemandIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TENANTS = 200;
    private static final int KEPT = 20;

    /** The server counts a persistent watch once for the data and once for the children. */
    private static final int COUNTED = 2;

    private ConfigClient operator;

    @BeforeEach
    void publish() {
        operator = Edict.connect(SERVER.connectString()).start();
        for (int i = 0; i < TENANTS; i++) {
            operator.publisher().publish(tenant(i, 1));
        }
    }

    @AfterEach
    void close() {
        operator.close();
    }

    private static DocumentId id(int i) {
        return DocumentId.of("tenants/t" + i);
    }

    private static Publication tenant(int i, int quota) {
        return Publication.of(id(i), Format.HOCON, "quota = " + quota + ", number = " + i);
    }

    private static OnDemand twenty() {
        return OnDemand.defaults().withMaxDocuments(KEPT);
    }

    @Test
    void watchesFallBackToTheBoundAndWhatWasEvictedIsCurrentWhenItIsAskedForAgain() {
        long before = SERVER.metric("zk_watch_count");
        try (ConfigClient client =
                Edict.connect(SERVER.connectString()).onDemand(twenty()).start()) {
            for (int i = 0; i < TENANTS; i++) {
                assertThat(client.get(id(i)).getInt("number")).isEqualTo(i);
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(SERVER.metric("zk_watch_count") - before)
                            .isLessThanOrEqualTo((long) KEPT * COUNTED));
            OnDemandStatus status = client.status().onDemand();
            assertThat(status.documents()).isLessThanOrEqualTo(KEPT);
            assertThat(status.loads()).isEqualTo(TENANTS);
            assertThat(status.evictions()).isGreaterThanOrEqualTo(TENANTS - KEPT);

            for (int i = 0; i < TENANTS; i += 10) {
                operator.publisher().publish(tenant(i, 2));
            }
            for (int i = 0; i < TENANTS; i += 10) {
                Snapshot snapshot = client.get(id(i));
                await().atMost(SOON).until(() -> client.get(snapshot.id()).getInt("quota") == 2);
            }
        }
        await().atMost(SOON).until(() -> SERVER.metric("zk_watch_count") == before);
    }

    @Test
    void documentThatWasEvictedIsReadAnewWhenItIsAskedForAgain() {
        OnDemand few = OnDemand.defaults().withMaxDocuments(3);
        try (ConfigClient client =
                Edict.connect(SERVER.connectString()).onDemand(few).start()) {
            for (int i = 0; i < KEPT; i++) {
                assertThat(client.get(id(i)).getInt("quota")).isEqualTo(1);
            }
            int readAnew = 0;
            for (int i = 0; i < KEPT; i++) {
                operator.publisher().publish(tenant(i, 7));
                long loads = client.status().onDemand().loads();
                int quota = client.get(id(i)).getInt("quota");
                if (client.status().onDemand().loads() > loads) {
                    readAnew++;
                    assertThat(quota).isEqualTo(7);
                }
            }
            assertThat(readAnew).isGreaterThanOrEqualTo(KEPT - 3);
        }
    }

    @Test
    void localCopyDoesNotHideWhatTheStoreHas(@TempDir Path directory) {
        for (int quota = 1; quota < 5; quota++) {
            operator.publisher().publish(tenant(0, quota));
            try (ConfigClient client =
                    Edict.connect(SERVER.connectString()).localCopies(directory).start()) {
                assertThat(client.get(id(0)).getInt("quota")).isEqualTo(quota);
            }
        }
    }

    @Test
    void manyWhoAskAtOnceLoadOnce() {
        try (ConfigClient client = Edict.connect(SERVER.connectString()).start()) {
            List<CompletableFuture<Integer>> asking = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                asking.add(CompletableFuture.supplyAsync(
                        () -> client.get(id(5), Binding.of(Tenant.class)).quota()));
            }
            asking.forEach(each -> assertThat(each.join()).isEqualTo(1));
            assertThat(client.status().onDemand().documents()).isEqualTo(1);
        }
    }

    @Test
    void missIsRememberedAndHealedByCreation() {
        DocumentId fresh = DocumentId.of("tenants/late");
        OnDemand settings = OnDemand.defaults().withMissesFor(Duration.ofMinutes(10));
        try (ConfigClient client =
                Edict.connect(SERVER.connectString()).onDemand(settings).start()) {
            assertThatThrownBy(() -> client.get(fresh)).isInstanceOf(DocumentAbsentException.class);
            long loads = client.status().onDemand().absences();
            assertThatThrownBy(() -> client.get(fresh)).isInstanceOf(DocumentAbsentException.class);
            assertThat(client.status().onDemand().absences()).isEqualTo(loads).isEqualTo(1);

            operator.publisher().publish(Publication.of(fresh, Format.HOCON, "quota = 3, number = 0"));

            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> client.get(fresh, Binding.of(Tenant.class)).quota() == 3);
        }
    }

    /** What an application binds a tenant's document to. */
    record Tenant(int quota, int number) {}
}
