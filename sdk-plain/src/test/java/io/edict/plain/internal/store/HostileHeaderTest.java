package io.edict.plain.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Publication.Expectation;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.error.ConflictException;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.Header.Layout;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Header lines written by somebody who means harm. */
class HostileHeaderTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final String LINE = HeaderCodec.encode(
            new Header("store", Changes.info(ORDERS, 3, Kind.CONTENT, Content.ofText("a = 1")), Layout.PLAIN));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
                    "version":3     ; "version":3.5
                    "version":3     ; "version":"3"
                    "version":3     ; "version":0
                    "version":3     ; "version":-3
                    "version":3     ; "version":1e999999999
                    "version":3     ; "version":9223372036854775807
                    "version":3     ; "version":{"version":3}
                    "incarnation":1 ; "incarnation":99999999999999999999999
                    "size":5        ; "size":-1
                    "size":5        ; "size":1e18
                    "oldestKept":1  ; "oldestKept":-9223372036854775808
                    orders":3       ; orders":1e400
                    "time":"        ; "time":"+
                    "edict":1       ; "edict":1e999999999
                    """)
    void numberThatNoPublisherWritesIsRefused(String field, String hostile) {
        assertThat(LINE).contains(field);

        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, Headers.sealed(LINE.replace(field, hostile)), "here"))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageStartingWith("shop/orders at here ");
    }

    @ParameterizedTest
    @CsvSource({"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void timeAtTheEndsOfTimeIsRefused(String time) {
        String line = Headers.sealed(
                LINE.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"" + time.replace("+", "\\+") + "\""));

        assertThat(line).contains(time.substring(1));
        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, line, "here")).isInstanceOf(CorruptContentException.class);
    }

    @Test
    void nestedHeaderIsRefused() {
        for (String nested : List.of("[".repeat(100_000), "{\"a\":".repeat(20_000), LINE + LINE)) {
            assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, nested, "here"))
                    .isInstanceOf(CorruptContentException.class)
                    .hasMessageNotContaining("a\":");
        }
    }

    @Test
    void thousandsOfMembersAreReadOrRefusedWhole() {
        String members = IntStream.range(0, 9_000)
                .mapToObj(i -> "\"a/b" + i + "\":1")
                .collect(Collectors.joining(",", "\"together\":{", ",\"shop/orders\":3}"));
        String line = Headers.sealed(LINE.replace("\"together\":{\"shop/orders\":3}", members));

        assertThat(HeaderCodec.decode(ORDERS, line, "here").info().together()).hasSize(9_001);
    }

    @Test
    void escapeSequencesOfAnAuthorDoNotReachAMessage() {
        VersionInfo evil = HeaderCodec.decode(
                        ORDERS,
                        Headers.sealed(LINE.replaceFirst(
                                "\"author\":\"[^\"]*\"",
                                "\"author\":\"x\\\\u001b[2J\\\\nERROR all is lost\\\\u202e\"")),
                        "here")
                .info();
        Change change = Changes.onlyIf(new Expectation.Absent(), Changes.text(ORDERS, "a = 1"));

        assertThat(evil.origin().author()).contains("\u001b");
        assertThatThrownBy(() -> Succession.plan(
                        List.of(change),
                        List.of(new Succession.Base(evil, false, 3)),
                        new Succession.Issue("store", 1, Issuer.unsigned(new UUID(0, 1)))))
                .isInstanceOf(ConflictException.class)
                .message()
                .doesNotContain("\u001b", "\n", "\u202e")
                .contains("\\u001b[2J ERROR");
    }

    @Test
    void lastVersionNumberIsNotGoneBeyond() {
        VersionInfo last = Changes.info(ORDERS, HeaderCodec.MAX_NUMBER, Kind.CONTENT, Content.EMPTY);

        assertThatThrownBy(() -> Succession.plan(
                        List.of(Changes.text(ORDERS, "a = 1")),
                        List.of(new Succession.Base(last, false, HeaderCodec.MAX_NUMBER)),
                        new Succession.Issue("store", 1, Issuer.unsigned(new UUID(0, 1)))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("written by hand; nothing was written");
    }
}
