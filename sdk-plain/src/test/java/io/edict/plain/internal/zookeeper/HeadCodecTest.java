package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.noise;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.Headers;
import io.edict.plain.internal.store.StoredVersion;
import java.util.Arrays;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadCodecTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final String SECRET = "hunter2";
    private static final String TEXT = "password = " + SECRET + "\n" + "b = \"ä\"\n".repeat(20);
    private static final int LIMIT = 100_000;

    private final HeadCodec codec = new HeadCodec("zk1:2181", LIMIT);

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void contentComesBackAsItWas(Encoding encoding) {
        for (String text : new String[] {"", "\n", "{\"edict\":1}\n", TEXT}) {
            Content content = Content.ofText(text);

            StoredVersion version = read(node(content, encoding));

            assertThat(version.content()).isEqualTo(content);
            assertThat(version.info()).isEqualTo(Changes.info(ORDERS, 3, Kind.CONTENT, content));
            assertThat(version.storeId()).isEqualTo("store-a");
        }
    }

    @Test
    void bytesThatAreNoTextComeBackAsTheyWere() {
        Content content = Content.ofOwned(noise(1, 5000));

        assertThat(read(node(content, Encoding.PLAIN)).content()).isEqualTo(content);
        assertThat(read(node(content, Encoding.GZIP)).content()).isEqualTo(content);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void nodeCutAnywhereIsRefused(Encoding encoding) {
        byte[] whole = node(Content.ofText(TEXT), encoding);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "");
        }
    }

    /** A header has no checksum of its own: damage may change what it tells, but never the content or the document. */
    @ParameterizedTest
    @EnumSource(Encoding.class)
    void nodeWithAnyByteChangedIsRefusedOrKeepsItsContent(Encoding encoding) {
        Content content = Content.ofText(TEXT);
        byte[] whole = node(content, encoding);
        int bodyAt = codec.decode(ORDERS, new Node(whole, new Stat())).bodyAt();
        int refused = 0;
        for (int bits : new int[] {0x01, 0x20, 0x80, 0xff}) {
            for (int i = 0; i < whole.length; i++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) bits;
                StoredVersion version = readOrRefuse(changed);
                if (version == null) {
                    refused++;
                    continue;
                }
                assertThat(version.content()).isEqualTo(content);
                assertThat(version.info().id()).isEqualTo(ORDERS);
                assertThat(i < bodyAt || encoding == Encoding.GZIP).isTrue();
            }
        }
        assertThat(refused).isGreaterThan(whole.length);
    }

    private @Nullable StoredVersion readOrRefuse(byte[] node) {
        try {
            return read(node);
        } catch (CorruptContentException e) {
            assertThat(e).hasMessageNotContaining(SECRET).hasMessageStartingWith("shop/orders");
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 4, 6, LIMIT, LIMIT + 1, Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE})
    void lyingSizesAreRefused(long size) {
        for (Encoding encoding : Encoding.values()) {
            String line =
                    Headers.sealed(line(Content.ofText("a = 1"), encoding).replace("\"size\":5", "\"size\":" + size));
            byte[] body = "a = 1".getBytes(UTF_8);

            assertRefused(joined(line, encoding == Encoding.GZIP ? HeadCodec.pack(body) : body), "");
        }
    }

    @Test
    void packedBytesNeverBecomeMoreThanTheHeaderSays() {
        byte[] bomb = HeadCodec.pack(new byte[200_000_000]);
        Content small = Content.ofOwned(new byte[LIMIT]);

        assertThat(bomb.length).isLessThan(1_000_000);
        assertRefused(joined(line(small, Encoding.GZIP), bomb), "unpacks to more than its header says");
    }

    @Test
    void contentAboveTheLimitIsRefusedButItsHeaderIsRead() {
        byte[] node = node(Content.ofOwned(new byte[LIMIT + 1]), Encoding.GZIP);

        assertRefused(node, "has 100001 bytes, above this client's limit of 100000");
        assertThat(codec.decode(ORDERS, new Node(node, new Stat())).info().size())
                .isEqualTo(LIMIT + 1);
    }

    @Test
    void contentChangedByHandIsRefused() {
        byte[] node = new String(node(Content.ofText(TEXT), Encoding.PLAIN), UTF_8)
                .replace(SECRET, "hunter3")
                .getBytes(UTF_8);

        assertRefused(node, "version 3 at the store at zk1:2181 does not match its checksum");
    }

    @Test
    void otherDocumentsHeadIsRefused() {
        byte[] node = node(Content.ofText(TEXT), Encoding.PLAIN);

        assertThatThrownBy(() -> codec.readable(DocumentId.of("shop/other"), new Node(node, new Stat())))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining("holds a version of shop/orders");
    }

    @Test
    void laterFormatAsksForAnUpgrade() {
        byte[] node = new String(node(Content.ofText(TEXT), Encoding.PLAIN), UTF_8)
                .replace("\"edict\":1", "\"edict\":2")
                .getBytes(UTF_8);

        assertRefused(node, "upgrade Edict");
    }

    @Test
    void foreignBytesAreRefused() {
        assertRefused(new byte[0], "does not begin with an Edict header");
        assertRefused("\n".getBytes(UTF_8), "does not begin with an Edict header");
        assertRefused(SECRET.getBytes(UTF_8), "does not begin with an Edict header");
        assertRefused((SECRET + "\n" + SECRET).getBytes(UTF_8), "does not begin with an Edict header");
        for (int seed = 0; seed < 200; seed++) {
            assertRefused(noise(seed, 3000), "does not begin with an Edict header");
        }
    }

    @Test
    void endlessHeaderIsNotRead() {
        byte[] spaces = new byte[HeaderCodec.MAX_LINE];
        Arrays.fill(spaces, (byte) ' ');
        byte[] node = node(Content.ofText(TEXT), Encoding.PLAIN);
        byte[] padded = Arrays.copyOf(spaces, spaces.length + node.length);
        System.arraycopy(node, 0, padded, spaces.length, node.length);

        assertRefused(padded, "does not begin with an Edict header");
    }

    private StoredVersion read(byte[] node) {
        return codec.inline(codec.readable(ORDERS, new Node(node, new Stat())));
    }

    private void assertRefused(byte[] node, String reason) {
        assertThatThrownBy(() -> read(node))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageStartingWith("shop/orders")
                .hasMessageContaining(reason)
                .hasMessageNotContaining(SECRET);
    }

    private static byte[] node(Content content, Encoding encoding) {
        byte[] plain = content.toBytes();
        return joined(line(content, encoding), encoding == Encoding.GZIP ? HeadCodec.pack(plain) : plain);
    }

    private static String line(Content content, Encoding encoding) {
        VersionInfo info = Changes.info(ORDERS, 3, Kind.CONTENT, content);
        return HeaderCodec.encode(new Header("store-a", info, new Layout(encoding, null, 1, false)));
    }

    private static byte[] joined(String line, byte[] body) {
        byte[] first = (line + "\n").getBytes(UTF_8);
        byte[] node = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, node, first.length, body.length);
        return node;
    }
}
