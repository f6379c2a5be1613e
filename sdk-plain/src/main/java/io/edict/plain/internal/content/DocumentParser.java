package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigSyntax;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.VersionInfo;
import io.edict.error.InvalidDocumentException;

/**
 * Parses documents. The text is not trusted: it reads no file, address, environment variable or system property, and
 * neither deep nesting nor substitutions that multiply exhaust stack or heap. May be called from any thread; takes as long
 * as the text is long.
 */
public final class DocumentParser {
    private DocumentParser() {}

    /**
     * Parses a version and resolves its substitutions within it.
     *
     * @param info the version; one that deletes the document is an empty configuration
     * @param text its text
     * @return the configuration, whose values know the document, the version and, except for properties, their line
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     */
    public static Config parse(VersionInfo info, String text) {
        return read(info, text).resolved();
    }

    /**
     * Parses a version and leaves its substitutions as they are.
     *
     * @param info the version; one that deletes the document is an empty configuration
     * @param text its text
     * @return what can be resolved, alone or with other layers
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     */
    public static Parsed read(VersionInfo info, String text) {
        TextSource source = TextSource.of(info);
        return info.isDeletion() ? Parsed.empty(source) : read(source, text);
    }

    /**
     * Parses a text and leaves its substitutions as they are.
     *
     * @param source where the text comes from
     * @param text the text
     * @return what can be resolved, alone or with other layers
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     */
    public static Parsed read(TextSource source, String text) {
        try {
            Config config = read(source.format(), source.name(), text);
            if (PathSum.isTooLong(config.root(), text.length())) {
                throw new FlawException(PathSum.TOO_LONG, Place.UNKNOWN);
            }
            return new Parsed(source, config, text);
        } catch (FlawException e) {
            throw source.invalid(e);
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
        read(TextSource.draft(id, format), text);
    }

    private static Config read(Format format, String origin, String text) throws FlawException {
        return switch (format) {
            case HOCON -> new TypesafeReader(ConfigSyntax.CONF, origin).read(text);
            case JSON -> new TypesafeReader(ConfigSyntax.JSON, origin).read(text);
            case PROPERTIES -> new PropertiesReader(origin).read(text);
            case YAML -> new YamlReader(origin).read(text);
        };
    }
}
