package io.edict.plain.internal.zookeeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.DocumentId;
import io.edict.VersionInfo.Kind;
import io.edict.error.CorruptContentException;
import io.edict.plain.fuzz.Mutation;
import io.edict.plain.fuzz.Target.Attempt;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.Headers;
import io.edict.plain.internal.store.StoredVersion;
import java.util.Arrays;
import java.util.Random;
import org.apache.zookeeper.data.Stat;

/** Header lines, and heads with content behind them. */
public final class HeadTarget {
    private static final DocumentId ID = DocumentId.of("shop/orders");
    private static final long LIMIT = 64 * 1024;
    private static final HeadCodec CODEC = new HeadCodec("zk1:2181", LIMIT);

    private static final String[] HOSTILE = {
        "-1",
        "0",
        "1e999999999",
        "9223372036854775807",
        "1.5",
        "\"1\"",
        "null",
        "[]",
        "{}",
        "true",
        "{\"a/b\":1}",
        "\"+1000000000-12-31T23:59:59Z\"",
        "\"\\u001b[2J\\n\"",
        "[[[[[[[[[[",
        "99999999999999999999999999"
    };

    private HeadTarget() {}

    /** A line that may be a header. */
    public static Attempt header(Random random) {
        String line = line(header(random, Content.ofText("a = 1"), Encoding.PLAIN), random);
        return new Attempt(line, () -> decoded(line));
    }

    /** A node that may be a head. */
    public static Attempt head(Random random) {
        byte[] plain = ("a = \"" + "x".repeat(random.nextInt(3) * random.nextInt(2_000)) + "\"").getBytes(UTF_8);
        boolean packed = random.nextInt(4) > 0;
        byte[] body = packed ? HeadCodec.pack(plain) : plain;
        for (int times = random.nextInt(6); packed && times == 0; times++) {
            body = twice(body, HeadCodec.pack(new byte[random.nextInt(2)]));
        }
        Header header = header(random, Content.ofOwned(plain), packed ? Encoding.GZIP : Encoding.PLAIN);
        String line = random.nextInt(3) == 0 ? line(header, random) : HeaderCodec.encode(header);
        byte[] node = twice((line + "\n").getBytes(UTF_8), Mutation.of(body, random));
        return new Attempt(new String(node, ISO_8859_1), () -> read(node));
    }

    private static byte[] twice(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Header header(Random random, Content content, Encoding encoding) {
        Header.Chunks chunks = random.nextInt(8) == 0 ? new Header.Chunks("0".repeat(64), 3, 2_000) : null;
        return new Header(
                "store",
                Changes.info(ID, 1 + random.nextInt(9), Kind.CONTENT, content),
                new Layout(encoding, chunks, 1, false));
    }

    private static String line(Header header, Random random) {
        String line = HeaderCodec.encode(header);
        if (random.nextBoolean()) {
            String[] parts = line.split(":", -1);
            int at = 1 + random.nextInt(parts.length - 1);
            int comma = Math.max(0, parts[at].lastIndexOf(','));
            parts[at] = HOSTILE[random.nextInt(HOSTILE.length)] + parts[at].substring(comma);
            line = String.join(":", parts);
        }
        String changed = Mutation.of(line, random);
        return random.nextInt(8) > 0 ? Headers.sealed(changed) : changed;
    }

    private static boolean decoded(String line) {
        try {
            Header header = HeaderCodec.decode(ID, line, "here");
            String again = HeaderCodec.encode(header);
            if (!HeaderCodec.decode(ID, again, "here").equals(header)) {
                throw new AssertionError("comes back as something else: " + again);
            }
            return true;
        } catch (CorruptContentException e) {
            if (!e.getMessage().startsWith("shop/orders at here ")) {
                throw new AssertionError("names no document: " + e.getMessage(), e);
            }
            return false;
        }
    }

    private static boolean read(byte[] node) {
        try {
            Head head = CODEC.readable(ID, new Node(node, new Stat()));
            StoredVersion version = CODEC.inline(head);
            boolean right = version.content().size() <= LIMIT
                    && version.content().sha256().equals(version.info().sha256());
            if (!right) {
                throw new AssertionError("is taken with other content than it says");
            }
            return true;
        } catch (CorruptContentException e) {
            return false;
        }
    }
}
