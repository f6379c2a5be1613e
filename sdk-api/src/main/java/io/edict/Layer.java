package io.edict;

import io.edict.error.InvalidRequestException;
import java.nio.file.Path;

/** One layer of a {@link LayeredView}. */
public sealed interface Layer {
    /**
     * A document of the store, which the view follows.
     *
     * @param id the document, {@code namespace/name}
     * @return the layer
     * @throws InvalidRequestException if it is not an id
     */
    static Layer document(String id) {
        return new OfDocument(DocumentId.of(id), false);
    }

    /**
     * A document of the store that need not exist. While it does not, or if it is deleted, the layer is empty.
     *
     * @param id the document, {@code namespace/name}
     * @return the layer
     * @throws InvalidRequestException if it is not an id
     */
    static Layer optionalDocument(String id) {
        return new OfDocument(DocumentId.of(id), true);
    }

    /**
     * A local file; its name's extension tells the format. It is looked at once a second: a new text is judged like a new
     * version, and if it is gone or no good, its last good text stays. Includes are refused, as in documents.
     *
     * @param path the file
     * @return the layer
     * @throws InvalidRequestException if the extension stands for no format
     */
    static Layer file(Path path) {
        return new OfFile(path, Format.ofFileName(path.toString()), false);
    }

    /**
     * A local file that need not exist. While it does not, the layer is empty.
     *
     * @param path the file
     * @return the layer
     * @throws InvalidRequestException if the extension stands for no format
     */
    static Layer optionalFile(Path path) {
        return new OfFile(path, Format.ofFileName(path.toString()), true);
    }

    /**
     * The system properties whose names begin with a prefix; the rest of the name is the path. They are read once, when
     * the view is made.
     *
     * <p>An element of the path is taken for that key of the layers below that is the same but for case, {@code -} and
     * {@code _}: {@code -Dorders.pool.maxsize=5} sets {@code pool.max-size} where a lower layer has that key.
     *
     * @param prefix what names begin with, for example {@code orders.}
     * @return the layer
     * @throws InvalidRequestException if the prefix is empty
     */
    static Layer systemProperties(String prefix) {
        return new OfSystemProperties(prefix);
    }

    /**
     * The environment variables whose names begin with a prefix; in the rest of the name {@code _} separates the elements
     * of the path. They are read once, when the view is made. Elements are taken for keys of the layers below as with
     * {@link #systemProperties}: {@code ORDERS_POOL_MAXSIZE} sets {@code pool.max-size} or {@code pool.maxSize}, and where
     * no lower layer has such a key, {@code pool.maxsize}.
     *
     * @param prefix what names begin with, for example {@code ORDERS_}
     * @return the layer
     * @throws InvalidRequestException if the prefix is empty
     */
    static Layer environment(String prefix) {
        return new OfEnvironment(prefix);
    }

    /**
     * Text that is part of the application: its defaults, say, as the lowest layer.
     *
     * @param name what to call it in explanations
     * @param hocon the text
     * @return the layer
     */
    static Layer text(String name, String hocon) {
        return new OfText(name, hocon);
    }

    /**
     * A document of the store.
     *
     * @param id the document
     * @param optional whether it need not exist
     */
    record OfDocument(DocumentId id, boolean optional) implements Layer {
        /** Returns the document's id. */
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * A local file.
     *
     * @param path the file
     * @param format its format
     * @param optional whether it need not exist
     */
    record OfFile(Path path, Format format, boolean optional) implements Layer {
        /** Returns for example {@code file local.conf}. */
        @Override
        public String toString() {
            return "file " + path;
        }
    }

    /**
     * System properties.
     *
     * @param prefix what their names begin with
     */
    record OfSystemProperties(String prefix) implements Layer {
        /**
         * Checks the prefix.
         *
         * @param prefix what their names begin with
         */
        public OfSystemProperties {
            checkPrefix(prefix);
        }

        /** Returns for example {@code system properties orders.*}. */
        @Override
        public String toString() {
            return "system properties " + prefix + "*";
        }
    }

    /**
     * Environment variables.
     *
     * @param prefix what their names begin with
     */
    record OfEnvironment(String prefix) implements Layer {
        /**
         * Checks the prefix.
         *
         * @param prefix what their names begin with
         */
        public OfEnvironment {
            checkPrefix(prefix);
        }

        /** Returns for example {@code environment ORDERS_*}. */
        @Override
        public String toString() {
            return "environment " + prefix + "*";
        }
    }

    /**
     * Text of the application.
     *
     * @param name what to call it
     * @param hocon the text
     */
    record OfText(String name, String hocon) implements Layer {
        /** Returns the name; the text is left out. */
        @Override
        public String toString() {
            return name;
        }
    }

    private static void checkPrefix(String prefix) {
        if (prefix.isEmpty()) {
            throw new InvalidRequestException(
                    "The prefix of local overrides is empty, so that everything on this machine"
                            + " would be configuration; choose one, for example \"orders.\" or \"ORDERS_\"");
        }
    }
}
