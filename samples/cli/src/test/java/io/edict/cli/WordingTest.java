package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void textOfOthersCannotSteerTheTerminal() {
        assertThat(Wording.safe("a\u001b[2Jb\nc\u202ed\te")).isEqualTo("a\\u001b[2Jb\\u000ac\\u202ed\te");
    }

    @Test
    void sizesStayShort() {
        assertThat(Wording.size(1023)).isEqualTo("1023 B");
        assertThat(Wording.size(1536)).isEqualTo("1.5 KiB");
        assertThat(Wording.size(3 * 1024 * 1024)).isEqualTo("3.0 MiB");
    }

    @Test
    void jsonEscapesWhatItMust() {
        assertThat(Json.write(Map.of("a\"b", Arrays.asList("x\ny\u0001", 1, true, null))))
                .isEqualTo("{\"a\\\"b\":[\"x\\ny\\u0001\",1,true,null]}");
    }

    @Test
    void timesAreReadWithTheirUnits() {
        TimeoutConverter converter = new TimeoutConverter();
        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(converter.convert("7")).isEqualTo(Duration.ofSeconds(7));
    }
}
