package io.edict.plain.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Gate;
import io.edict.Gate.Verdict;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");
    private static final Source SOURCE = new Source(Source.Kind.STORE, "here");
    private static final String CANARY = "s3cret";

    @Test
    void versionThatParsesIsAcceptedWithoutGates() {
        Opinion opinion = judge(Content.ofText("n = 1"));
        assertThat(opinion.refusal()).isNull();
        assertThat(opinion.snapshot()).isNotNull();
    }

    @Test
    void textThatDoesNotParseIsRefusedWithItsPlaceAndWithoutItsText() {
        Opinion opinion = judge(Content.ofText("n = 1\npassword = \"" + CANARY));
        assertThat(opinion.refusal())
                .contains("shop/orders version 7", "line 2")
                .doesNotContain(CANARY);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertThat(judge(Content.ofOwned(new byte[] {'n', '=', (byte) 0xC3, '('}))
                        .refusal())
                .contains("not valid UTF-8");
    }

    @Test
    void firstGateThatRefusesEndsIt() {
        AtomicInteger asked = new AtomicInteger();
        Opinion opinion = judge(
                Content.ofText("n = 1"),
                (candidate, current) -> Verdict.accept(),
                (candidate, current) -> Verdict.refuse("n must be even"),
                (candidate, current) -> {
                    asked.incrementAndGet();
                    return Verdict.accept();
                });
        assertThat(opinion.refusal()).isEqualTo("n must be even");
        assertThat(asked).hasValue(0);
    }

    @Test
    void whateverAGateThrowsIsARefusalWithoutItsMessage() {
        for (Throwable thrown : List.of(
                new IllegalStateException(CANARY),
                new StackOverflowError(CANARY),
                new Exception(CANARY),
                new NoClassDefFoundError(CANARY))) {
            Gate<Snapshot> gate = (candidate, current) -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (Exception) thrown;
            };
            assertThat(judge(Content.ofText("n = 1"), gate).refusal())
                    .contains(thrown.getClass().getName())
                    .doesNotContain(CANARY);
        }
    }

    @Test
    void gateThatReadsAMissingValueRefusesWithThePath() {
        Gate<Snapshot> gate = (candidate, current) ->
                candidate.getInt("pool.size") > 1 ? Verdict.accept() : Verdict.refuse("too small");
        assertThat(judge(Content.ofText("n = 1"), gate).refusal()).contains("pool.size");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // a list of them, nothing else
    private static Opinion judge(Content content, Gate<Snapshot>... gates) {
        VersionInfo info = new VersionInfo(
                ID,
                new Version(1, 7),
                VersionInfo.Kind.CONTENT,
                Format.HOCON,
                content.size(),
                content.sha256(),
                new VersionInfo.Origin("ann", Instant.EPOCH, ""),
                new UUID(0, 7),
                List.of(new VersionInfo.Member(ID, 7)));
        Judge judge = new Judge(
                new Gates(Map.of(ID, Stream.of(gates).toList()), Map.of(), null),
                Map.of(),
                UsageRecord.NONE,
                ClientSettings.Secrets.NO_KEYS);
        try {
            Snapshot snapshot = judge.read(new StoredVersion("store", info, content), SOURCE, false)
                    .snapshot();
            String refusal = judge.gates(ID).stream()
                    .map(gate -> Judge.ask(gate, snapshot, null))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return new Opinion(snapshot, refusal);
        } catch (EdictException e) {
            return new Opinion(null, e.getMessage());
        }
    }

    private record Opinion(
            @Nullable Snapshot snapshot, @Nullable String refusal) {}
}
