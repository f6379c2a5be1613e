package io.edict.plain.internal.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.Header.Chunks;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCodecTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final String PLACE = "the store at zk1:2181";
    private static final String SECRET = "hunter2";

    @Test
    void lineIsReadableJsonInAnOrderForPeople() {
        assertThat(HeaderCodec.encode(header("why")))
                .isEqualTo("{\"edict\":1,\"document\":\"shop/orders\",\"version\":3,\"incarnation\":1,"
                        + "\"kind\":\"content\",\"author\":\"ann\",\"time\":\"2026-03-01T12:00:00Z\",\"message\":\"why\","
                        + "\"format\":\"hocon\",\"encoding\":\"plain\",\"size\":5,"
                        + "\"sha256\":\"" + Content.sha256("a = 1".getBytes(UTF_8))
                        + "\",\"publishId\":\"00000000-0000-0001-0000-000000000003\",\"together\":{\"shop/orders\":3},"
                        + "\"store\":\"store-a\",\"oldestKept\":1,\"usesChunks\":false,"
                        + "\"check\":\"4e953452\"}");
    }

    @Test
    void anyHeaderComesBackAsItWas() {
        Random random = new Random(99);
        for (int i = 0; i < 2000; i++) {
            Header header = random(random);
            String line = HeaderCodec.encode(header);

            assertThat(line).doesNotContain("\n").doesNotContain("\r");
            assertThat(HeaderCodec.decode(header.info().id(), line, PLACE)).isEqualTo(header);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "she said \"no\"",
                "one\ntwo\r\nthree\u2028four",
                "\u0000\u0001\u001f\u007f\t\b\f",
                "Grüße 東京 \ud83d\ude80",
                "\\ \\\\ \\n \\u0041 // # ${a.b} include \"x\""
            })
    void messageComesBackAsItWas(String message) {
        Header header = header(message);
        String line = HeaderCodec.encode(header);

        assertThat(line.lines()).hasSize(1);
        assertThat(HeaderCodec.decode(ORDERS, line, PLACE)).isEqualTo(header);
    }

    @Test
    void headerOfTheLargestTransactionStaysBelowTheLimit() {
        List<VersionInfo.Member> together = IntStream.range(0, 200)
                .mapToObj(i -> new VersionInfo.Member(
                        new DocumentId("n".repeat(128), "d".repeat(125) + (100 + i)), HeaderCodec.MAX_NUMBER))
                .toList();
        VersionInfo one = Changes.info(together.get(0).id(), HeaderCodec.MAX_NUMBER, Kind.CONTENT, Content.EMPTY);
        VersionInfo info = new VersionInfo(
                one.id(),
                one.version(),
                one.kind(),
                one.format(),
                HeaderCodec.MAX_NUMBER,
                one.sha256(),
                one.origin(),
                one.publishId(),
                together);

        String line = HeaderCodec.encode(new Header("store-a", info, Layout.PLAIN));

        assertThat(line.length()).isLessThan(HeaderCodec.MAX_LINE);
        assertThat(HeaderCodec.decode(one.id(), line, PLACE).info()).isEqualTo(info);
    }

    @Test
    void unknownFieldsAreIgnored() {
        Header header = header("why");
        String line = Headers.sealed(HeaderCodec.encode(header)
                .replaceFirst("\\{", "{\"rollout\":{\"percent\":5,\"deep\":[[{}]]},\"a.b\":null,"));

        assertThat(HeaderCodec.decode(ORDERS, line, PLACE)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-1", "99999999999"})
    void unknownFormatVersionAsksForAnUpgrade(String version) {
        String line = HeaderCodec.encode(header(SECRET)).replace("\"edict\":1", "\"edict\":" + version);

        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, line, PLACE))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining("shop/orders at the store at zk1:2181 has header format " + version)
                .hasMessageContaining("upgrade Edict")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void laterFormatIsNamedEvenIfNothingElseIsKnownOfIt() {
        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, "{\"edict\":7}", PLACE))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining("upgrade Edict");
    }

    @Test
    void headerOfAnotherDocumentIsRefused() {
        String line = HeaderCodec.encode(header("why"));

        assertThatThrownBy(() -> HeaderCodec.decode(DocumentId.of("shop/other"), line, PLACE))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining("shop/other at the store at zk1:2181 holds a version of shop/orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hunter2",
                "[]",
                "{}",
                "null",
                "{\"edict\":1}",
                "{\"edict\":\"hunter2\"}",
                "{\"edict\":null}",
                "password = hunter2",
                "include \"/etc/passwd\"",
                "{\"edict\":1,\"document\":\"hunter2\"}"
            })
    void foreignTextIsRefusedAndNotQuoted(String line) {
        assertForeign(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version\":3|version\":0",
                "version\":3|version\":-1",
                "incarnation\":1|incarnation\":0",
                "kind\":\"content|kind\":\"hunter2",
                "format\":\"hocon|format\":\"hunter2",
                "encoding\":\"plain|encoding\":\"hunter2",
                "time\":\"2026|time\":\"hunter2",
                "size\":5|size\":-5",
                "size\":5|size\":\"hunter2\"",
                "publishId\":\"0|publishId\":\"hunter2",
                "together\":{\"shop/|together\":{\"hunter2 ",
                "together\":{\"shop/orders\":3}|together\":\"hunter2\"",
                "together\":{\"shop/orders\":3}|together\":{\"shop/orders\":\"hunter2\"}",
                "usesChunks\":false|usesChunks\":{}",
                "usesChunks\":false|usesChunks\":false,\"chunks\":{}",
                "usesChunks\":false|usesChunks\":false,\"chunks\":\"hunter2\"",
                "store\"|hunter2\"",
                "sha256\"|hunter2\"",
                "author\":\"ann\"|author\":null"
            })
    void fieldsThatCannotBeAreRefusedAndNotQuoted(String replacement) {
        int bar = replacement.indexOf('|');
        String old = replacement.substring(0, bar);
        String good = HeaderCodec.encode(header("why"));
        assertThat(good).contains(old);

        assertForeign(Headers.sealed(good.replace(old, replacement.substring(bar + 1))));
    }

    @Test
    void anyChangedBitIsSeen() {
        byte[] good = HeaderCodec.encode(header("why")).getBytes(ISO_8859_1);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertForeign(new String(changed, ISO_8859_1));
        }
    }

    @Test
    void headerChangedByHandIsRefusedWithTheReason() {
        String line = HeaderCodec.encode(header(SECRET)).replace("\"version\":3", "\"version\":4");

        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, line, PLACE))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining(
                        "has a header that does not match its checksum: it was damaged, or edited by hand")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void deepNestingIsRefusedWithoutHarm() {
        for (String open : List.of("[", "{\"a\":", "{\"edict\":1,\"a\":[")) {
            String line = open.repeat(HeaderCodec.MAX_LINE / open.length());

            assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, line, PLACE))
                    .isInstanceOf(CorruptContentException.class)
                    .hasNoCause();
        }
        int half = HeaderCodec.MAX_LINE / 2 - 500;
        String closed = Headers.sealed(HeaderCodec.encode(header("why"))
                .replaceFirst("\\{", "{\"deep\":" + "[".repeat(half) + "]".repeat(half) + ","));
        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, closed, PLACE))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining("publish the document again");
    }

    @Test
    void headerCutAnywhereIsRefused() {
        String good = HeaderCodec.encode(header("why"));
        for (int length = 0; length < good.length(); length++) {
            assertForeign(good.substring(0, length));
        }
    }

    private static void assertForeign(String line) {
        assertThatThrownBy(() -> HeaderCodec.decode(ORDERS, line, PLACE))
                .as("decoding of %s", line)
                .isInstanceOf(CorruptContentException.class)
                .hasMessageStartingWith("shop/orders at the store at zk1:2181")
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    private static Header header(String message) {
        VersionInfo info = Changes.info(ORDERS, 3, Kind.CONTENT, Content.ofText("a = 1"));
        VersionInfo.Origin origin = new VersionInfo.Origin("ann", Changes.NOON, message);
        return new Header(
                "store-a",
                new VersionInfo(
                        ORDERS,
                        info.version(),
                        Kind.CONTENT,
                        Format.HOCON,
                        info.size(),
                        info.sha256(),
                        origin,
                        info.publishId(),
                        info.together()),
                Layout.PLAIN);
    }

    private static Header random(Random random) {
        DocumentId id = new DocumentId("n" + random.nextInt(1000), "d.-_" + random.nextInt(1000));
        VersionInfo info = new VersionInfo(
                id,
                new Version(1 + random.nextInt(9), 1 + (random.nextLong() >>> 11) % (HeaderCodec.MAX_NUMBER - 1)),
                one(random, Kind.values()),
                one(random, Format.values()),
                random.nextLong() >>> 11,
                Content.sha256(new byte[] {(byte) random.nextInt()}),
                new VersionInfo.Origin(
                        text(random),
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                        text(random),
                        new VersionInfo.Sender(
                                text(random), text(random), random.nextInt(), text(random), text(random)),
                        random.nextLong() >>> 1),
                new UUID(random.nextLong(), random.nextLong()),
                random.nextBoolean()
                        ? List.of(member(id, random))
                        : List.of(member(DocumentId.of("a/b"), random), member(id, random)),
                random.nextBoolean() ? null : new VersionInfo.Signature(text(random), text(random)));
        Chunks chunks = random.nextBoolean() ? null : new Chunks("ab", random.nextInt(9), random.nextLong() >>> 11);
        Layout layout =
                new Layout(one(random, Encoding.values()), chunks, random.nextLong() >>> 11, random.nextBoolean());
        return new Header("store-" + random.nextInt(), info, layout);
    }

    private static VersionInfo.Member member(DocumentId id, Random random) {
        return new VersionInfo.Member(id, random.nextLong() >>> 11);
    }

    private static <T> T one(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    /** Any valid characters, control characters and those beyond the basic plane among them. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
