package io.edict.plain.internal.layers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.Layer;
import io.edict.Snapshot;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.content.TextSource;
import org.jspecify.annotations.Nullable;

/**
 * What a layer consists of at the moment. Immutable; make a new one when a document or file changes.
 *
 * @param layer the layer
 * @param snapshot the document's version, if the layer is a document that is there
 * @param parsed the text, if the layer has one at the moment
 * @param overrides the system properties or environment variables, if the layer is made of them
 */
public record Part(
        Layer layer,
        @Nullable Snapshot snapshot,
        @Nullable Parsed parsed,
        @Nullable Overrides overrides) {
    /**
     * A document.
     *
     * @param layer the layer
     * @param snapshot the version
     * @param parsed its text
     * @return the part; empty if the version deletes the document
     */
    public static Part document(Layer.OfDocument layer, Snapshot snapshot, Parsed parsed) {
        return snapshot.isDeleted() ? absent(layer) : new Part(layer, snapshot, parsed, null);
    }

    /**
     * A file.
     *
     * @param layer the layer
     * @param parsed its text
     * @return the part
     */
    public static Part file(Layer.OfFile layer, Parsed parsed) {
        return new Part(layer, null, parsed, null);
    }

    /**
     * Text of the application; parses it.
     *
     * @param layer the layer
     * @return the part
     * @throws io.edict.error.InvalidDocumentException if the text does not parse
     */
    public static Part text(Layer.OfText layer) {
        return new Part(layer, null, DocumentParser.read(TextSource.text(layer.name()), layer.hocon()), null);
    }

    /**
     * System properties or environment variables.
     *
     * @param layer the layer
     * @param overrides those of them that belong to the layer
     * @return the part
     */
    public static Part overrides(Layer layer, Overrides overrides) {
        return new Part(layer, null, null, overrides);
    }

    /**
     * A layer that has nothing at the moment: a document or file that need not exist.
     *
     * @param layer the layer
     * @return the part
     */
    public static Part absent(Layer layer) {
        return new Part(layer, null, null, null);
    }

    /** What the layer is called in words: with the version, if it is a document. */
    String name() {
        if (parsed != null) {
            return parsed.source().name();
        }
        return overrides != null ? layer.toString() : layer + " (absent)";
    }

    /** A document's own values for comparing; of other layers, and while there is none, nothing. */
    Config comparable() {
        return parsed == null || snapshot == null ? ConfigFactory.empty() : parsed.comparable();
    }

    /** Returns the layer's name; never a value. */
    @Override
    public String toString() {
        return "Part[" + name() + "]";
    }
}
