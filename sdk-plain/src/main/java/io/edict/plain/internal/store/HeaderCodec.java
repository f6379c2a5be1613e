package io.edict.plain.internal.store;

import com.typesafe.config.ConfigUtil;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Member;
import io.edict.VersionInfo.Sender;
import io.edict.VersionInfo.Signature;
import io.edict.error.CorruptContentException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.json.JsonException;
import io.edict.plain.internal.json.JsonObject;
import io.edict.plain.internal.store.Header.Chunks;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads {@link Header}s: one line of JSON, its fields in an order made for people.
 *
 * <p>The field {@code edict} is the version of this format. Unknown fields are ignored, so that later releases may add
 * some; an unknown format version is refused. The last field, {@code check}, is the CRC-32C of all before it: a changed
 * version number would be taken for a newer version, and nothing else would show that it is none.
 */
public final class HeaderCodec {
    /** The format version that this release writes and reads. */
    public static final int FORMAT_VERSION = 1;

    /** The longest line that is read; a transaction of 200 documents with the longest ids stays below it. */
    public static final int MAX_LINE = 128 * 1024;

    /** The greatest version number and incarnation: the greatest integer that every JSON reader keeps. */
    public static final long MAX_NUMBER = 1L << 53;

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final String CHECK = ",\"check\":\"";
    private static final String END = "\"}";
    private static final int CHECK_LENGTH = CHECK.length() + 8 + END.length();

    private HeaderCodec() {}

    /** Writes a header as one line, without the line's end. */
    public static String encode(Header header) {
        VersionInfo info = header.info();
        StringBuilder line = new StringBuilder(512).append("{\"edict\":").append(FORMAT_VERSION);
        text(line, "document", info.id().toString());
        number(line, "version", info.version().number());
        number(line, "incarnation", info.version().incarnation());
        text(line, "kind", lower(info.kind()));
        text(line, "author", info.origin().author());
        text(line, "time", info.origin().time().toString());
        text(line, "message", info.origin().message());
        sender(line, info.origin());
        text(line, "format", lower(info.format()));
        text(line, "encoding", lower(header.layout().encoding()));
        number(line, "size", info.size());
        text(line, "sha256", info.sha256());
        text(line, "publishId", info.publishId().toString());
        line.append(info.together().stream()
                .map(member -> ConfigUtil.quoteString(member.id().toString()) + ":" + member.number())
                .collect(Collectors.joining(",", ",\"together\":{", "}")));
        text(line, "store", header.storeId());
        number(line, "oldestKept", header.layout().oldestKept());
        line.append(",\"usesChunks\":").append(header.layout().usesChunks());
        Chunks chunks = header.layout().chunks();
        if (chunks != null) {
            line.append(",\"chunks\":{\"sha256\":").append(ConfigUtil.quoteString(chunks.sha256()));
            number(line, "count", chunks.count());
            number(line, "size", chunks.size());
            line.append('}');
        }
        signature(line, info.signature());
        return sealed(line.toString());
    }

    /**
     * Ends a header's line.
     *
     * @param fields the line without the field {@code check} and what follows it
     * @return the line
     */
    public static String sealed(String fields) {
        return fields + check(fields);
    }

    private static String check(String fields) {
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.UTF_8));
        return CHECK + HexFormat.of().toHexDigits((int) crc.getValue()) + END;
    }

    /** Whether a line ends as {@link #sealed} made it. */
    public static boolean intact(String line) {
        int fields = line.length() - CHECK_LENGTH;
        return fields > 0 && line.endsWith(check(line.substring(0, fields)));
    }

    private static void sender(StringBuilder line, VersionInfo.Origin origin) {
        if (origin.repeats() > 0) {
            number(line, "repeats", origin.repeats());
        }
        Sender sender = origin.sender();
        if (!sender.equals(Sender.UNKNOWN)) {
            line.append(",\"from\":{\"user\":").append(ConfigUtil.quoteString(sender.user()));
            text(line, "host", sender.host());
            number(line, "process", sender.process());
            text(line, "program", sender.program());
            text(line, "release", sender.release());
            line.append('}');
        }
    }

    private static void signature(StringBuilder line, @Nullable Signature signature) {
        if (signature != null) {
            line.append(",\"signature\":{\"key\":").append(ConfigUtil.quoteString(signature.key()));
            text(line, "value", signature.value());
            line.append('}');
        }
    }

    /**
     * Refuses to write a line that no reader would read.
     *
     * @param bytes the line's bytes
     * @throws InvalidRequestException if there are too many
     */
    public static void checkLine(DocumentId id, int bytes) {
        if (bytes > MAX_LINE) {
            throw new InvalidRequestException("The header of " + id + " would have " + bytes
                    + " bytes, above the limit of " + MAX_LINE
                    + "; shorten the message, or publish fewer documents together");
        }
    }

    /**
     * Reads a header.
     *
     * @param id the document that it must be of
     * @param line the line
     * @param place where it stands, for the error
     * @throws CorruptContentException if it is no header, of an unknown format version, or of another document
     */
    public static Header decode(DocumentId id, String line, String place) {
        try {
            JsonObject json = JsonObject.read(line);
            long format = json.number("edict");
            if (format != FORMAT_VERSION) {
                throw corrupt(
                        id,
                        place,
                        "has header format " + format + ", and this release of Edict reads only " + FORMAT_VERSION
                                + "; upgrade Edict here");
            }
            if (!intact(line)) {
                throw corrupt(
                        id,
                        place,
                        "has a header that does not match its checksum: it was damaged, or edited by hand; publish the"
                                + " document again");
            }
            return header(id, json, place);
        } catch (JsonException
                | DateTimeException
                | ArithmeticException
                | IllegalArgumentException
                | InvalidRequestException e) {
            throw corrupt(id, place, "does not begin with an Edict header; publish the document again");
        }
    }

    private static Header header(DocumentId id, JsonObject json, String place) throws JsonException {
        DocumentId named = DocumentId.of(json.string("document"));
        if (!named.equals(id)) {
            throw corrupt(id, place, "holds a version of " + named + "; publish the document again");
        }
        VersionInfo info = new VersionInfo(
                id,
                new Version(number(json, "incarnation"), number(json, "version")),
                upper(VersionInfo.Kind.class, json.string("kind")),
                upper(Format.class, json.string("format")),
                size(json),
                json.string("sha256"),
                origin(json),
                UUID.fromString(json.string("publishId")),
                together(json.object("together")),
                signature(json));
        return new Header(json.string("store"), info, layout(json));
    }

    private static VersionInfo.Origin origin(JsonObject json) throws JsonException {
        Sender sender = Sender.UNKNOWN;
        if (json.has("from")) {
            JsonObject from = json.object("from");
            sender = new Sender(
                    from.string("user"),
                    from.string("host"),
                    from.number("process"),
                    from.string("program"),
                    from.string("release"));
        }
        return new VersionInfo.Origin(
                json.string("author"),
                time(json.string("time")),
                json.string("message"),
                sender,
                json.has("repeats") ? json.number("repeats") : 0);
    }

    private static @Nullable Signature signature(JsonObject json) throws JsonException {
        if (!json.has("signature")) {
            return null;
        }
        JsonObject part = json.object("signature");
        return new Signature(part.string("key"), part.string("value"));
    }

    private static long size(JsonObject json) throws JsonException {
        long size = number(json, "size");
        if (size < 0) {
            throw new IllegalArgumentException("A negative size");
        }
        return size;
    }

    /**
     * Reads a time that a publisher or a local copy states.
     *
     * @throws DateTimeException if it is none, or so far off that reckoning with it could fail
     */
    public static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException("Not a time of this era");
        }
        return time;
    }

    /** Sorted by id, because the order of fields means nothing in JSON. */
    private static List<Member> together(JsonObject json) throws JsonException {
        List<Member> members = new ArrayList<>();
        for (String id : json.names()) {
            members.add(new Member(DocumentId.of(id), number(json, id)));
        }
        members.sort(Comparator.comparing(Member::id));
        return List.copyOf(members);
    }

    private static long number(JsonObject json, String name) throws JsonException {
        long number = json.number(name);
        if (number > MAX_NUMBER) {
            throw new IllegalArgumentException("More than other readers keep");
        }
        return number;
    }

    private static Layout layout(JsonObject json) throws JsonException {
        Chunks chunks = null;
        if (json.has("chunks")) {
            JsonObject part = json.object("chunks");
            chunks = new Chunks(part.string("sha256"), Math.toIntExact(part.number("count")), part.number("size"));
        }
        return new Layout(
                upper(Encoding.class, json.string("encoding")),
                chunks,
                oldest(number(json, "oldestKept")),
                json.truth("usesChunks"));
    }

    private static long oldest(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("No version");
        }
        return number;
    }

    private static CorruptContentException corrupt(DocumentId id, String place, String what) {
        return new CorruptContentException(id + " at " + place + " " + what, id, null, null);
    }

    private static void text(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":").append(ConfigUtil.quoteString(value));
    }

    private static void number(StringBuilder line, String name, long value) {
        line.append(",\"").append(name).append("\":").append(value);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E upper(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
