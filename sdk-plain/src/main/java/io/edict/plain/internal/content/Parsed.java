package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.error.InvalidDocumentException;

/**
 * A text that is parsed once and can then be resolved in several ways: alone, strictly or leniently, or together with
 * other layers ({@link Joined}). Immutable.
 */
public final class Parsed {
    private final TextSource source;
    private final IndexedConfig read;
    private final Config unresolved;
    /** Only kept for the places of substitutions. */
    private final String text;

    private final int length;
    private final SetAside aside;

    Parsed(TextSource source, IndexedConfig read, String text, SetAside aside) {
        this.source = source;
        this.read = read;
        this.unresolved = read.config();
        this.aside = aside;
        this.text = unresolved.isResolved() ? "" : text;
        this.length = text.length();
    }

    /**
     * Something without values, such as a version that deletes its document.
     *
     * @param source what it is
     * @return the empty configuration
     */
    public static Parsed empty(TextSource source) {
        return new Parsed(source, IndexedConfig.of(ConfigFactory.empty(source.name())), "", SetAside.NOTHING);
    }

    /**
     * Where the text comes from.
     *
     * @return the source
     */
    public TextSource source() {
        return source;
    }

    /**
     * The configuration with its substitutions as they are written.
     *
     * @return the configuration
     */
    public Config unresolved() {
        return unresolved;
    }

    /**
     * Resolves the text's substitutions within the text.
     *
     * @return the configuration
     * @throws InvalidDocumentException if one leads nowhere or in a circle, or they expand the text too far
     */
    public IndexedConfig resolved() {
        try {
            return resolved(Resolution.of(unresolved, text));
        } catch (FlawException e) {
            throw source.invalid(e);
        }
    }

    /**
     * Resolves what can be resolved within the text. What refers to something else is left out, a list as a whole. A text
     * that makes sense only with other layers (substitutions in a circle, say) keeps only what has no substitution.
     *
     * @return the configuration, completely resolved
     */
    public IndexedConfig alone() {
        return resolved(
                unresolved.isResolved()
                        ? unresolved
                        : Unresolved.left(Resolution.lenient(unresolved, length).root())
                                .toConfig());
    }

    private IndexedConfig resolved(Config config) {
        Config clear = aside.in(config);
        return clear == unresolved ? read : IndexedConfig.of(clear);
    }

    /**
     * The text's own values in a form that can be compared with those of another version: what refers to other layers
     * stands as it is written. Not for reading.
     *
     * @return the configuration
     */
    public Config comparable() {
        return Unresolved.comparable(Resolution.lenient(unresolved, length).root())
                .toConfig();
    }

    /** The encrypted values to be put in their places once substitutions are resolved. */
    SetAside aside() {
        return aside;
    }

    String text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Returns the source's name; never a value. */
    @Override
    public String toString() {
        return "Parsed[" + source.name() + "]";
    }
}
