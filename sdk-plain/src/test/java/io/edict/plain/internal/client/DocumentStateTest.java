package io.edict.plain.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.Refusal;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.internal.client.DocumentState.Proof;
import io.edict.plain.internal.content.IndexedConfig;
import io.edict.plain.internal.content.IndexedSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentStateTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
    private static final Clocks CLOCKS =
            new Clocks(() -> NOW, () -> Duration.ofSeconds(60).toNanos());
    private static final DocumentState CONNECTED = DocumentState.UNKNOWN.withConnected(true);

    @Test
    void nothingKnownIsLoading() {
        assertThat(state(DocumentState.UNKNOWN, null)).isEqualTo(State.LOADING);
    }

    @Test
    void newestInForceIsCurrentWhileConnectedAndStaleWhileNot() {
        DocumentState settled = CONNECTED.settled(new Version(1, 3));
        assertThat(state(settled, snapshot(3, false))).isEqualTo(State.CURRENT);
        assertThat(state(settled.withConnected(false), snapshot(3, false))).isEqualTo(State.STALE);
    }

    @Test
    void copyFromDiskIsStaleUntilTheStoreHasSpoken() {
        assertThat(state(CONNECTED, snapshot(3, false))).isEqualTo(State.STALE);
    }

    @Test
    void refusedNewestIsRefusingWithOrWithoutAGoodVersion() {
        DocumentState refused = CONNECTED.withRefusal(new Refusal(new Version(1, 4), NOW, "no"));
        assertThat(state(refused, snapshot(3, false))).isEqualTo(State.REFUSING);
        assertThat(state(refused, null)).isEqualTo(State.REFUSING);
        assertThat(refused.status(ID, snapshot(3, false), CLOCKS).newest()).isEqualTo(new Version(1, 4));
    }

    @Test
    void absentAndDeletedAreAbsent() {
        assertThat(state(CONNECTED.asAbsent(), null)).isEqualTo(State.ABSENT);
        assertThat(state(CONNECTED.settled(new Version(1, 3)), snapshot(3, true)))
                .isEqualTo(State.ABSENT);
    }

    @Test
    void problemMakesItStaleAndNotLive() {
        DocumentState state = CONNECTED.settled(new Version(1, 3)).withProblem("denied");
        DocumentStatus status = state.status(ID, snapshot(3, false), CLOCKS);
        assertThat(status.state()).isEqualTo(State.STALE);
        assertThat(status.freshness().live()).isFalse();
    }

    @Test
    void ageIsToldByTheClockThatDoesNotJumpWhereItCan() {
        Proof ours = new Proof(NOW.plusSeconds(500), Duration.ofSeconds(45).toNanos());
        assertThat(age(ours)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void ageOfAnEarlierProcessIsToldByTheWallClockAndNeverNegative() {
        assertThat(age(new Proof(NOW.minusSeconds(90), null))).isEqualTo(Duration.ofSeconds(90));
        assertThat(age(new Proof(NOW.plusSeconds(90), null))).isZero();
    }

    private static @Nullable Duration age(Proof proof) {
        return CONNECTED.withProof(proof).status(ID, null, CLOCKS).freshness().age();
    }

    private static State state(DocumentState state, @Nullable Snapshot current) {
        return state.status(ID, current, CLOCKS).state();
    }

    private static Snapshot snapshot(long number, boolean deletion) {
        VersionInfo info = new VersionInfo(
                ID,
                new Version(1, number),
                deletion ? VersionInfo.Kind.DELETION : VersionInfo.Kind.CONTENT,
                Format.HOCON,
                0,
                "",
                new VersionInfo.Origin("ann", NOW, ""),
                new UUID(0, number),
                List.of(new VersionInfo.Member(ID, number)));
        return new IndexedSnapshot(
                info, new Source(Source.Kind.STORE, "here"), IndexedConfig.of(ConfigFactory.empty()));
    }
}
