package io.edict.plain.internal.content;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.InvalidDocumentException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from: what values and errors say of it.
 *
 * @param name for example {@code shop/orders version 3} or {@code file local.conf}
 * @param format its format
 * @param remedy what to do about a flaw in it
 * @param id the document, if it is one
 * @param version the version, if it is known
 */
public record TextSource(
        String name,
        Format format,
        String remedy,
        @Nullable DocumentId id,
        @Nullable Version version) {
    /**
     * A version of a document.
     *
     * @param info the version's record
     * @return the source
     */
    public static TextSource of(VersionInfo info) {
        String name = info.id() + " version " + info.version();
        return new TextSource(name, info.format(), "mend the text and publish again", info.id(), info.version());
    }

    /**
     * A text that is not published yet.
     *
     * @param id the document that it is for
     * @param format its format
     * @return the source
     */
    public static TextSource draft(DocumentId id, Format format) {
        return new TextSource(id.toString(), format, "mend the text and publish again", id, null);
    }

    /**
     * A local file.
     *
     * @param path the file
     * @param format its format
     * @return the source
     */
    public static TextSource file(Path path, Format format) {
        return new TextSource("file " + path, format, "mend the file", null, null);
    }

    /**
     * Text that is part of the application, in HOCON.
     *
     * @param name what to call it
     * @return the source
     */
    public static TextSource text(String name) {
        return new TextSource(name, Format.HOCON, "mend the text", null, null);
    }

    InvalidDocumentException invalid(FlawException flaw) {
        return error(
                "does not parse as " + language(format) + flaw.place().phrase() + ": " + flaw.getMessage() + "; "
                        + remedy,
                flaw.place());
    }

    /** An error whose message goes on from the name. */
    InvalidDocumentException error(String what, Place place) {
        return new InvalidDocumentException(name + " " + what, id, version, place.line(), place.column());
    }

    private static String language(Format format) {
        return format == Format.PROPERTIES ? "Java properties" : format.name();
    }
}
