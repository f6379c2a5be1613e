package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigSyntax;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.VersionInfo;
import io.edict.error.InvalidDocumentException;
import io.edict.error.SecretException;
import io.edict.plain.internal.secrets.EncryptedValue;
import io.edict.plain.internal.secrets.SecretReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    public static IndexedConfig parse(VersionInfo info, String text) {
        return read(info, text).resolved();
    }

    /**
     * Parses a version and leaves its substitutions as they are. Encrypted values stay so, and are marked.
     *
     * @param info the version; one that deletes the document is an empty configuration
     * @param text its text
     * @return what can be resolved, alone or with other layers
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     * @throws SecretException if an encrypted value is damaged
     */
    public static Parsed read(VersionInfo info, String text) {
        return read(info, text, SecretReader.LEAVE);
    }

    /**
     * Parses a version, decrypts its values and leaves its substitutions as they are.
     *
     * @param info the version; one that deletes the document is an empty configuration
     * @param text its text
     * @param secrets what becomes of encrypted values
     * @return what can be resolved, alone or with other layers
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     * @throws SecretException if an encrypted value cannot be read
     */
    public static Parsed read(VersionInfo info, String text, SecretReader secrets) {
        TextSource source = TextSource.of(info);
        return info.isDeletion() ? Parsed.empty(source) : read(source, text, secrets);
    }

    /**
     * Parses a text that is no document and leaves its substitutions as they are.
     *
     * @param source where the text comes from
     * @param text the text
     * @return what can be resolved, alone or with other layers
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     * @throws SecretException if it has an encrypted value
     */
    public static Parsed read(TextSource source, String text) {
        return read(source, text, SecretReader.NOWHERE);
    }

    private static Parsed read(TextSource source, String text, SecretReader secrets) {
        IndexedConfig read = parsed(source, text);
        if (!SecretValues.mayBeIn(text)) {
            return new Parsed(source, read, text, SetAside.NOTHING);
        }
        SecretValues values = new SecretValues(source, secrets);
        IndexedConfig clear = IndexedConfig.of(values.in(read.config()));
        return new Parsed(source, clear, text, values.aside());
    }

    /**
     * Finds a draft's encrypted values.
     *
     * @param id the document
     * @param format the text's format
     * @param text the text
     * @return the values that a reader would decrypt
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     * @throws SecretException if one is damaged
     */
    public static Set<EncryptedValue> secrets(DocumentId id, Format format, String text) {
        SecretValues values = new SecretValues(TextSource.draft(id, format), SecretReader.LEAVE);
        values.in(parsed(TextSource.draft(id, format), text).config());
        return values.found();
    }

    /**
     * Whether a text may have encrypted values.
     *
     * @param text the text
     * @return whether it must be parsed to know
     */
    public static boolean mayHaveSecrets(String text) {
        return SecretValues.mayBeIn(text);
    }

    private static IndexedConfig parsed(TextSource source, String text) {
        IndexedConfig quick = quick(source, text);
        if (quick != null) {
            return quick;
        }
        try {
            return bounded(read(source.format(), source.name(), text), text.length());
        } catch (FlawException e) {
            throw source.invalid(e);
        }
    }

    private static IndexedConfig bounded(Config config, int length) throws FlawException {
        Numbering numbering = config.isResolved() ? Numbering.of(config.root()) : null;
        boolean tooLong =
                numbering == null ? PathSum.isTooLong(config.root(), length) : PathSum.isTooLong(numbering, length);
        if (tooLong) {
            throw new FlawException(PathSum.TOO_LONG, Place.UNKNOWN);
        }
        return new IndexedConfig(config, numbering == null ? null : new PathIndex(config.root(), numbering));
    }

    /** What can be read at once without care, or null: the rest also finds out what is wrong with a text. */
    private static @Nullable IndexedConfig quick(TextSource source, String text) {
        return switch (source.format()) {
            case HOCON -> QuickReader.read(text, false, source.name());
            case JSON -> QuickReader.read(text, true, source.name());
            case PROPERTIES, YAML -> null;
        };
    }

    /**
     * Parses a text without resolving its substitutions: what can be said of it before it is published.
     *
     * @param id the document
     * @param format the text's format
     * @param text the text
     * @throws InvalidDocumentException if the text does not parse, with line and column as far as they are known
     * @throws SecretException if an encrypted value is damaged
     */
    public static void check(DocumentId id, Format format, String text) {
        read(TextSource.draft(id, format), text, SecretReader.LEAVE);
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
