package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.CorruptContentException;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The names of bells: {@code <number>.<salt>~<node>}, where the node is what the head holds, header and content, compressed
 * and in Base64 that fits a path. Of content that does not fit, {@code <number>.<salt>^<node>} has the {@link Difference} from
 * the version before in its place, behind the SHA-256 of that one. A bell that carries nothing ends after the salt, which
 * keeps the names of two attempts at one version apart.
 *
 * <p>A name is as little to be trusted as a head: it is measured before it is taken apart, unpacked up to a bound, and then
 * goes through the same checks as a head's bytes.
 */
final class Bells {
    /** How many versions ring in one directory: a follower moves on once in so many changes, and a prune takes so many away. */
    static final int PAGE = 32;

    /**
     * The longest name. Each follower gets it in an event, in place of an event, a question and an answer; what is longer
     * is cheaper to ask for. The names of all bells of a document fit one answer of a server several times over.
     */
    static final int LONGEST_NAME = 6 * 1024;

    /** The most that a name may unpack to. */
    static final int LONGEST_NODE = 64 * 1024;

    /** What is longer does not become short enough for a name; text becomes a third to a fifth of it, packed. */
    private static final int LONGEST_DIFFERENCE = 16 * 1024;

    private static final int SHA256 = 32;

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,15})\\.[0-9a-f]{8}(?:([~^])([A-Za-z0-9_-]+))?");

    private final HeadCodec codec;
    private final String place;
    private final Shelf shelf;

    Bells(HeadCodec codec, String servers, Shelf shelf) {
        this.codec = codec;
        this.shelf = shelf;
        this.place = "the store at " + servers;
    }

    /**
     * A bell as its name tells.
     *
     * @param number the version's number
     * @param differs whether it carries a difference
     * @param packed what it carries, or null
     */
    record Bell(long number, boolean differs, @Nullable String packed) {}

    /** In which directory a version rings. */
    static long page(long number) {
        return number / PAGE;
    }

    /** The name of a bell that carries nothing. */
    static String bare(Header header, int zkVersion) {
        UUID publish = header.info().publishId();
        int salt = publish.hashCode() + 31 * zkVersion;
        return header.info().version().number() + "." + HexFormat.of().toHexDigits(salt);
    }

    /** The name of a bell that carries a version, or null if that is too long. */
    static @Nullable String carrying(Header header, byte[] node, int zkVersion) {
        int longest = header.layout().encoding() == Header.Encoding.GZIP ? LONGEST_NAME : LONGEST_NODE;
        if (node.length > longest || header.layout().chunks() != null) {
            return null; // compressing it, or once more, would be in vain
        }
        return name(header, zkVersion, "~", node);
    }

    /**
     * The name of a bell that carries a version as the difference from another content, or null if that is too long.
     *
     * @param header the version's header
     * @param base the content of the version before
     * @param content the version's content
     * @param zkVersion of the head before
     */
    static @Nullable String differing(Header header, Content base, Content content, int zkVersion) {
        int longest = Math.min(LONGEST_DIFFERENCE, content.size() / 2);
        byte[] difference = Difference.between(base.toBytes(), content.toBytes(), longest);
        if (difference == null) {
            return null;
        }
        byte[] from = HexFormat.of().parseHex(base.sha256());
        byte[] body = Arrays.copyOf(from, SHA256 + difference.length);
        System.arraycopy(difference, 0, body, SHA256, difference.length);
        byte[] node = HeadCodec.encode(header, body);
        return node.length > LONGEST_NODE ? null : name(header, zkVersion, "^", node);
    }

    private static @Nullable String name(Header header, int zkVersion, String kind, byte[] node) {
        String name = bare(header, zkVersion)
                + kind
                + Base64.getUrlEncoder().withoutPadding().encodeToString(HeadCodec.pack(node));
        return name.length() > LONGEST_NAME ? null : name;
    }

    /** Reads a name; null if a publish makes no such bells in this directory. */
    static @Nullable Bell parse(long page, String name) {
        if (name.length() > LONGEST_NAME) {
            return null;
        }
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return page(number) == page ? new Bell(number, "^".equals(matcher.group(2)), matcher.group(3)) : null;
    }

    /** Unpacks and verifies what a bell carries, as a reading of the head. */
    Reading open(DocumentId id, Bell bell, Stamp stamp) {
        String packed = bell.packed();
        if (packed == null) {
            return foreign(id, stamp);
        }
        try {
            byte[] node = Gunzip.unpack(Base64.getUrlDecoder().decode(packed), LONGEST_NODE);
            Head head = codec.readable(id, new Node(node, new Stat()));
            boolean whole = bell.differs() || head.header().layout().chunks() == null;
            if (!whole || head.info().version().number() != bell.number()) {
                return new Reading.Unreadable(
                        codec.corrupt(head.info(), "was announced under another number, or without its content", null),
                        stamp);
            }
            StoredVersion version = bell.differs() ? joined(head) : codec.inline(head);
            if (version == null) {
                return new Reading.Baseless(stamp);
            }
            shelf.keep(version.info(), version.content());
            return new Reading.Present(version, stamp);
        } catch (EdictException unreadable) {
            return new Reading.Unreadable(unreadable, stamp);
        } catch (IllegalArgumentException | IOException e) {
            return foreign(id, stamp);
        }
    }

    /** Makes a version of what is told of it and of the version before, or null if that is not at hand. */
    private @Nullable StoredVersion joined(Head head) throws IOException {
        ByteBuffer body = ByteBuffer.wrap(head.node().data()).position(head.bodyAt());
        if (body.remaining() < SHA256) {
            throw new IOException("Cut off");
        }
        byte[] from = new byte[SHA256];
        body.get(from);
        VersionInfo info = head.info();
        String sha256 = HexFormat.of().formatHex(from);
        Content base = shelf.find(info.id(), info.version().number() - 1, sha256);
        return base == null
                ? null
                : codec.verifiedPlain(head.header(), Difference.apply(base.buffer(), body, info.size()));
    }

    /** What there is to read of a name that is no bell's. */
    Reading foreign(DocumentId id, Stamp stamp) {
        return new Reading.Unreadable(
                new CorruptContentException(
                        id + " at " + place
                                + " was announced by a node that no publish makes; look who may write below "
                                + Paths.bells(id),
                        id,
                        null,
                        null),
                stamp);
    }
}
