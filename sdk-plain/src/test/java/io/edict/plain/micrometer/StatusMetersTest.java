package io.edict.plain.micrometer;

import static io.edict.plain.micrometer.StubClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClientStatus.Counters;
import io.edict.DocumentId;
import io.edict.OnDemandStatus;
import io.edict.Version;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which number of a status each meter shows, and how often the status is asked for. */
class StatusMetersTest {
    private static final Version THIRD = new Version(1, 3);

    private final StubClient stub = new StubClient();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @ParameterizedTest
    @CsvSource({
        "edict.applied, 1",
        "edict.refused, 2",
        "edict.healed, 3",
        "edict.read.failures, 4",
        "edict.listener.failures, 5",
        "edict.ondemand.hits, 8",
        "edict.ondemand.loads, 9",
        "edict.ondemand.failures, 11",
        "edict.ondemand.evictions, 12"
    })
    void counterShowsItsOwnCount(String name, double expected) {
        stub.counters = new Counters(1, 2, 3, 4, 5);
        stub.onDemand = new OnDemandStatus(6, 7, 8, 9, 10, 11, 12);
        EdictMetrics.of(stub.client()).bindTo(registry);

        assertThat(registry.get(name).functionCounter().count()).isEqualTo(expected);
    }

    @Test
    void documentsOnDemandShowNumberAndSize() {
        stub.onDemand = new OnDemandStatus(6, 7, 8, 9, 10, 11, 12);
        EdictMetrics.of(stub.client()).bindTo(registry);

        assertThat(registry.get("edict.ondemand.documents").gauge().value()).isEqualTo(6);
        assertThat(registry.get("edict.ondemand.size").gauge().value()).isEqualTo(7);
    }

    @Test
    void lagIsTheDistanceOfNumbersWhereTheyCanBeSubtracted() {
        assertThat(ClientMeters.lag(document("a/b", THIRD, new Version(1, 7)))).isEqualTo(4);
        assertThat(ClientMeters.lag(document("a/b", THIRD, THIRD))).isZero();
        assertThat(ClientMeters.lag(document("a/b", THIRD, new Version(1, 2)))).isZero();
        assertThat(ClientMeters.lag(document("a/b", THIRD, new Version(2, 1)))).isEqualTo(1);
        assertThat(ClientMeters.lag(document("a/b", null, new Version(1, 7)))).isEqualTo(1);
        assertThat(ClientMeters.lag(document("a/b", null, null))).isZero();
    }

    @Test
    void meterOfADocumentThatIsNotFollowedShowsNothing() {
        stub.documents = List.of(document("a/b", THIRD, THIRD));
        EdictMetrics.of(stub.client()).documents("a/c").bindTo(registry);

        assertThat(registry.get("edict.document.version").gauge().value()).isNaN();
    }

    @Test
    void statusOfManyDocumentsIsAskedForOnceForMetersThatAreReadTogether() {
        AtomicLong nanos = new AtomicLong();
        Readings readings = new Readings(nanos::get);
        stub.documents = Collections.nCopies(500, document("a/b", THIRD, THIRD));
        for (int i = 0; i < 20; i++) {
            readings.of(stub.client());
        }
        assertThat(stub.asked).hasValue(1);

        nanos.addAndGet(Duration.ofMillis(20).toNanos());
        readings.of(stub.client());
        assertThat(stub.asked).hasValue(2);
    }

    @Test
    void statusOfFewDocumentsIsAskedForEachTime() {
        Readings readings = new Readings(() -> 0);
        readings.of(stub.client());
        readings.of(stub.client());

        assertThat(stub.asked).hasValue(2);
    }

    @Test
    void documentsNamedAreTheOnlyOnesInTags() {
        stub.documents = List.of(document("a/b", THIRD, THIRD), document("a/c", THIRD, THIRD));
        EdictMetrics.of(stub.client()).documents(List.of(DocumentId.of("a/b"))).bindTo(registry);

        assertThat(registry.getMeters().stream().map(meter -> meter.getId().getTag("document")))
                .contains("a/b")
                .doesNotContain("a/c");
    }
}
