package io.edict.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sample shows, on the embedded server and over HTTP. */
class StoryTest {
    @Test
    @Timeout(120)
    void serviceAnswersByTheNewestGoodVersionAfterEachPublish() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        assertThat(SpringSample.run(new PrintStream(told, true, StandardCharsets.UTF_8)))
                .isZero();

        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(starting(lines, "    GET /orders        200"))
                .containsExactly(
                        "{\"checkout\":\"classic\",\"connections\":10,\"debugLog\":false}",
                        "{\"checkout\":\"new\",\"connections\":40,\"debugLog\":true}",
                        "{\"checkout\":\"new\",\"connections\":40,\"debugLog\":true}",
                        "{\"checkout\":\"new\",\"connections\":50,\"debugLog\":false}");
        assertThat(starting(lines, "    GET /orders        12 times at once:"))
                .containsExactly(
                        "5 answered, 7 turned away",
                        "8 answered, 4 turned away",
                        "8 answered, 4 turned away",
                        "12 answered, 0 turned away");
        assertThat(lines)
                .anyMatch(line -> line.contains("pool.size (shop/orders version 3, line 1) is refused"))
                .noneMatch(line -> line.contains("5000") && !line.contains("publish"));
    }

    private static List<String> starting(List<String> lines, String begin) {
        return lines.stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()).trim())
                .toList();
    }
}
