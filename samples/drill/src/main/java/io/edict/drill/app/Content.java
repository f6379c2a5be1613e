package io.edict.drill.app;

import io.edict.Document;
import io.edict.Snapshot;
import io.edict.Values;
import io.edict.VersionInfo;
import io.edict.drill.journal.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the drill's documents. It says several times, in ways that must agree, which publish it is of, so that text of
 * two versions, or of two documents, shows.
 */
public final class Content {
    private static final String GARBLED = "?";
    private static final String DELETED = "-";
    private static final String AGAIN = "Published again after a failover";
    private static final Pattern TAG = Pattern.compile("\"tag\": \"([^\"]+)\"");

    private Content() {}

    /** The text of a document; JSON, which is HOCON too. */
    public static String of(String document, String tag, int filler) {
        String name = name(document);
        return "{\n  \"tag\": \"" + tag + "\",\n  \"" + name + "\": {\n    \"tag\": \"" + tag
                + "\",\n    \"filler\": \"" + filler(tag, filler) + "\",\n    \"check\": \"" + check(document, tag)
                + "\"\n  }\n}\n";
    }

    /** Text that no client can accept. */
    public static String bad(String tag) {
        return "{ \"tag\": \"" + tag + "\", ";
    }

    /** Text that does not compress, so that big documents are big. */
    private static String filler(String tag, int length) {
        StringBuilder filler = new StringBuilder(length + 64);
        for (int i = 0; filler.length() < length; i++) {
            filler.append(sha256(tag + i));
        }
        return filler.substring(0, length);
    }

    private static String check(String document, String tag) {
        return sha256(document + " " + tag).substring(0, 16);
    }

    private static String name(String document) {
        return document.substring(document.indexOf('/') + 1);
    }

    /** The SHA-256 of a text, in hexadecimal. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** What a snapshot shows. */
    public static Part part(Snapshot snapshot) {
        return part(snapshot.info(), snapshot);
    }

    /** What a version shows. */
    public static Part part(VersionInfo info, Values values) {
        String tag = DELETED;
        if (!info.isDeletion()) {
            tag = tagOf(info.id().toString(), values);
        }
        return part(info, tag);
    }

    /** What history tells of a version, whose content is taken to be as its tag says. */
    public static Part part(VersionInfo info) {
        return part(info, info.isDeletion() ? DELETED : info.origin().message());
    }

    /** What the store holds of a document; of text that no client can accept, too. */
    public static Part part(Document document) {
        Matcher tag = TAG.matcher(document.text());
        return part(document.info(), tag.find() ? tag.group(1) : DELETED);
    }

    /** A version that a failover brought about says in its message what it repeats; its tag is that of what it repeats. */
    private static Part part(VersionInfo info, String content) {
        boolean again = info.origin().message().startsWith(AGAIN);
        return new Part(
                info.id().toString(),
                info.version().incarnation(),
                info.version().number(),
                info.isDeletion() ? "" : info.sha256(),
                again ? Part.again(content) : info.origin().message(),
                again && content.startsWith(AGAIN) ? GARBLED : content);
    }

    /** The tag that a document's values agree on. */
    static String tagOf(String document, Values values) {
        String name = name(document);
        String tag = values.getString(name + ".tag", GARBLED);
        boolean agrees = values.getString(name + ".check", "").equals(check(document, tag));
        return agrees ? tag : GARBLED;
    }
}
