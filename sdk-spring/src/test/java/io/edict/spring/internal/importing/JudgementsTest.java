package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Publication;
import io.edict.VersionInfo;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementsTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path copies;

    private Judgements judgements() {
        return Judgements.of(copies, "orders", LogFactory.getLog(JudgementsTest.class));
    }

    @Test
    void refusalOfWhichTheEventWasNotToldIsRememberedAtTheEnd() {
        InMemoryStore store = new InMemoryStore();
        try (ConfigClient operator = Edict.connect(store).start()) {
            operator.publisher().publish(Publication.of(ID, Format.HOCON, "size = 1"));
            try (ConfigClient client = Edict.connect(store)
                    .follow(ID.toString())
                    .gate(
                            ID.toString(),
                            (now, before) -> now.getInt("size") > 9 ? Verdict.refuse("too big") : Verdict.accept())
                    .start()) {
                Judgements running = judgements();
                running.started(client, Map.of());
                VersionInfo refused = operator.publisher()
                        .publish(Publication.of(ID, Format.HOCON, "size = 10"))
                        .published();
                await().atMost(PATIENCE)
                        .until(() -> client.follow(ID).status().refused().isPresent());
                assertThat(judgements().isUnusable(refused)).isFalse();

                running.ending(client);

                assertThat(judgements().isUnusable(refused)).isTrue();
            }
        }
    }

    @Test
    void startThatHasNotComeToItsEndRemembersNothing() {
        InMemoryStore store = new InMemoryStore();
        try (ConfigClient client = Edict.connect(store).start()) {
            judgements().ending(client);
        }
        assertThat(copies).isEmptyDirectory();
    }
}
