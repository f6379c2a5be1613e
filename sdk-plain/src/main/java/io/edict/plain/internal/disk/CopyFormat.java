package io.edict.plain.internal.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.DocumentId;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.disk.Generation.Taken;
import io.edict.plain.internal.disk.Generation.Unusable;
import io.edict.plain.internal.disk.Generation.Usable;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.StoredVersion;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a version into the bytes of a copy and back. A copy can be read by people:
 *
 * <pre>
 * edict-copy 1 [SHA-256 of all that follows this line] [its length in bytes]
 * document shop/orders proven 2026-01-01T12:00:00Z
 * {"edict":1,"document":"shop/orders","version":3,…}
 * [the content's bytes]
 * </pre>
 *
 * <p>The first line is not read as fields: the one that ought to stand there is made again from the rest, and both must be
 * equal. So no change of any byte goes unseen.
 */
final class CopyFormat {
    private static final String MAGIC = "edict-copy ";
    private static final int FORMAT = 1;
    private static final int MAX_LINE = 512;
    private static final Pattern LATER_FORMAT = Pattern.compile(MAGIC + "([0-9]{1,9}) .*");
    private static final Pattern PROOF = Pattern.compile("document ([A-Za-z0-9._-]+/[A-Za-z0-9._-]+) proven (\\S+)");

    private CopyFormat() {}

    /** The bytes of a copy, in pieces so that the content need not be copied. */
    static List<ByteBuffer> encode(StoredVersion version, Instant provenAt) {
        String header = HeaderCodec.encode(new Header(version.storeId(), version.info(), Layout.PLAIN));
        String proof = "document " + version.info().id() + " proven " + provenAt;
        ByteBuffer lines = ByteBuffer.wrap((proof + "\n" + header + "\n").getBytes(UTF_8));
        ByteBuffer content = version.content().buffer();
        byte[] first = (firstLine(lines, content) + "\n").getBytes(UTF_8);
        return List.of(ByteBuffer.wrap(first), lines, content);
    }

    /** Reads the bytes of a file that ought to be a copy of a document. */
    static Generation decode(DocumentId id, Path file, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        String first = nextLine(rest, MAX_LINE);
        if (first == null || !first.startsWith(MAGIC + FORMAT + " ")) {
            return new Unusable(file, noCopy(first));
        }
        if (!first.equals(firstLine(rest))) {
            return new Unusable(file, "was cut or changed after it was written: its length or checksum is wrong");
        }
        String proof = nextLine(rest, MAX_LINE);
        Matcher parts = PROOF.matcher(proof == null ? "" : proof);
        if (!parts.matches()) {
            return new Unusable(file, "does not say which document it holds");
        }
        String named = parts.group(1);
        if (named.equals(id.toString())) {
            return version(id, file, parts.group(2), rest);
        }
        return named.equalsIgnoreCase(id.toString())
                ? new Taken(file, named)
                : new Unusable(file, "holds a version of another document, " + named);
    }

    /** Reads what stands behind the two lines that belong to the copy: the version as every store writes it. */
    private static Generation version(DocumentId id, Path file, String proven, ByteBuffer rest) {
        String line = nextLine(rest, HeaderCodec.MAX_LINE);
        if (line == null) {
            return new Unusable(file, "has no header");
        }
        try {
            Instant provenAt = HeaderCodec.time(proven);
            Header header = HeaderCodec.decode(id, line, "the local copy");
            Content content = remaining(rest);
            String wrong = wrong(header, content);
            return wrong == null
                    ? new Usable(file, new StoredVersion(header.storeId(), header.info(), content), provenAt)
                    : new Unusable(file, wrong);
        } catch (CorruptContentException e) {
            return new Unusable(file, "has an unusable header: " + e.getMessage());
        } catch (DateTimeException e) {
            return new Unusable(file, "does not say when it was proved current");
        }
    }

    private static Content remaining(ByteBuffer rest) {
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return Content.ofOwned(bytes);
    }

    private static @Nullable String wrong(Header header, Content content) {
        if (header.layout().encoding() != Encoding.PLAIN || header.layout().chunks() != null) {
            return "has content in a form that local copies do not have";
        }
        boolean same =
                header.info().size() == content.size() && header.info().sha256().equals(content.sha256());
        return same ? null : "has content of another size or SHA-256 than its header says";
    }

    private static String noCopy(@Nullable String first) {
        Matcher later = LATER_FORMAT.matcher(first == null ? "" : first);
        return later.matches()
                ? "is in copy format " + later.group(1) + ", and this release of Edict reads only format " + FORMAT
                        + "; upgrade Edict here"
                : "does not begin as a local copy does";
    }

    private static String firstLine(ByteBuffer... rest) {
        MessageDigest digest = sha256();
        long length = 0;
        for (ByteBuffer part : rest) {
            length += part.remaining();
            digest.update(part.duplicate());
        }
        return MAGIC + FORMAT + " " + HexFormat.of().formatHex(digest.digest()) + " " + length;
    }

    /** Takes the next line off the rest; null, and nothing taken, if it does not end within so many bytes. */
    private static @Nullable String nextLine(ByteBuffer rest, int limit) {
        int length = Math.min(rest.remaining(), limit);
        for (int i = 0; i < length; i++) {
            if (rest.get(rest.position() + i) == '\n') {
                byte[] line = new byte[i];
                rest.get(line).get();
                return new String(line, UTF_8);
            }
        }
        return null;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
