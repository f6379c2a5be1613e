package io.edict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of the state of things. */
class StatusTest {
    private static final Freshness NEVER = new Freshness(false, null, null, null);

    @Test
    void freshnessThatWasNeverProvenHasNoAge() {
        Freshness proven =
                new Freshness(true, new Source(Source.Kind.STORE, "here"), Instant.EPOCH, Duration.ofSeconds(3));

        assertThat(NEVER.proven()).isEmpty();
        assertThat(NEVER.staleness()).isEmpty();
        assertThat(proven.proven()).contains(Instant.EPOCH);
        assertThat(proven.staleness()).contains(Duration.ofSeconds(3));
    }

    @Test
    void refusalIsThereOnlyIfAVersionWasRefused() {
        DocumentStatus.Refusal refusal = new DocumentStatus.Refusal(new Version(1, 4), Instant.EPOCH, "why");

        assertThat(status(refusal).refused()).contains(refusal);
        assertThat(status(null).refused()).isEmpty();
    }

    @Test
    void clientStatusIsACopy() {
        List<DocumentStatus> documents = new ArrayList<>(List.of(status(null)));
        ClientStatus status = new ClientStatus(
                List.of(),
                documents,
                new ClientStatus.Counters(1, 2, 3, 4, 5),
                new OnDemandStatus(0, 0, 0, 0, 0, 0, 0));
        documents.clear();

        assertThat(status.documents()).hasSize(1);
    }

    @Test
    void sourceIsNamedForPeople() {
        assertThat(new Source(Source.Kind.STORE, "127.0.0.1:2181")).hasToString("the store at 127.0.0.1:2181");
        assertThat(new Source(Source.Kind.DISK, "orders.edict")).hasToString("the local copy orders.edict");
    }

    @Test
    void verdictWithoutReasonAccepts() {
        assertThat(Gate.Verdict.accept().accepted()).isTrue();
        assertThat(Gate.Verdict.refuse("too small").accepted()).isFalse();
        assertThat(Gate.Verdict.refuse("too small").reason()).isEqualTo("too small");
    }

    @Test
    void publishResultNamesWhatItReplaced() {
        assertThat(new PublishResult(Samples.version(2), Samples.version(1)).replaced())
                .contains(Samples.version(1));
        assertThat(new PublishResult(Samples.version(1), null).replaced()).isEmpty();
        assertThat(new PublishResult(Samples.version(2), null).version()).isEqualTo(new Version(1, 2));
    }

    private static DocumentStatus status(DocumentStatus.@Nullable Refusal refusal) {
        return new DocumentStatus(Samples.ORDERS, DocumentStatus.State.LOADING, null, null, NEVER, refusal, null);
    }
}
