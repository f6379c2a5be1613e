package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigSyntax;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.InvalidDocumentException;
import org.jspecify.annotations.Nullable;

/**
 * Parses documents. The text is not trusted: it reads no file, address, environment variable or system property, and
 * neither deep nesting nor substitutions that multiply exhaust stack or heap. May be called from any thread; takes as long
 * as the text is long.
 */
public final class DocumentParser {
    private DocumentParser() {}

    /**
     * Parses a version and resolves its substitutions.
     *
     * @param info the version; one that deletes the document is an empty configuration
     * @param text its text
     * @return the configuration, whose values know the document, the version and, except for properties, their line
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     */
    public static Config parse(VersionInfo info, String text) {
        String origin = info.id() + " version " + info.version();
        if (info.isDeletion()) {
            return ConfigFactory.empty(origin);
        }
        try {
            return Resolution.of(read(info.format(), origin, text), text);
        } catch (FlawException e) {
            throw invalid(info.id(), info.version(), info.format(), e);
        }
    }

    /**
     * Parses a text without resolving its substitutions: what can be said of it before it is published.
     *
     * @param id the document
     * @param format the text's format
     * @param text the text
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     */
    public static void check(DocumentId id, Format format, String text) {
        try {
            read(format, id.toString(), text);
        } catch (FlawException e) {
            throw invalid(id, null, format, e);
        }
    }

    private static Config read(Format format, String origin, String text) throws FlawException {
        return switch (format) {
            case HOCON -> new TypesafeReader(ConfigSyntax.CONF, origin).read(text);
            case JSON -> new TypesafeReader(ConfigSyntax.JSON, origin).read(text);
            case PROPERTIES -> new PropertiesReader(origin).read(text);
            case YAML -> new YamlReader(origin).read(text);
        };
    }

    private static InvalidDocumentException invalid(
            DocumentId id, @Nullable Version version, Format format, FlawException flaw) {
        String document = version == null ? id.toString() : id + " version " + version;
        Place place = flaw.place();
        return new InvalidDocumentException(
                document + " does not parse as " + name(format) + place.phrase() + ": " + flaw.getMessage()
                        + "; mend the text and publish again",
                id,
                version,
                place.line(),
                place.column());
    }

    private static String name(Format format) {
        return format == Format.PROPERTIES ? "Java properties" : format.name();
    }
}
