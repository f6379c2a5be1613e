package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TornReadsTest {
    private static final long READS = Long.getLong(TornReads.READS, 100_000);

    @Test
    void readersWhileVersionsComeNeverSeePartsOfTwo() throws InterruptedException {
        try (Publishing publishing = new Publishing()) {
            Map<String, TornReads.Tally> ways = new TornReads(publishing, READS).edict();
            assertThat(ways).hasSize(9).allSatisfy((way, tally) -> {
                assertThat(tally.violations).as(way + ": " + tally).isEmpty();
                assertThat(tally.reads.sum()).as(way).isGreaterThan(20);
            });
            assertThat(ways.entrySet().stream().filter(way -> way.getKey().startsWith("arguments")))
                    .hasSize(4)
                    .allSatisfy(way -> {
                        assertThat(way.getValue().reads.sum()).as(way.getKey()).isGreaterThanOrEqualTo(READS);
                        assertThat(way.getValue().overtaken.sum())
                                .as("calls that read on when a newer version was in force: " + way.getKey())
                                .isGreaterThan(way.getValue().calls.sum() / 4);
                    });
            assertThat(ways.values().stream()
                            .mapToLong(tally -> tally.reads.sum())
                            .sum())
                    .isGreaterThanOrEqualTo(READS);
        }
    }

    @Test
    void readersWhileSpringCloudBindsABeanAnewSeePartsOfTwo() throws InterruptedException {
        try (Publishing publishing = new Publishing()) {
            Map<String, TornReads.Tally> ways = new TornReads(publishing, READS).cloud();
            assertThat(ways)
                    .hasSize(1)
                    .allSatisfy((way, tally) -> assertThat(tally.violations)
                            .as("the harness finds what is torn, " + way)
                            .isNotEmpty());
        }
    }
}
