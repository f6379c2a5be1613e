package io.edict;

/**
 * An application's immutable, parsed view of one version of a document. It is read by path as {@link Values} says.
 */
public interface Snapshot extends Values {
    /**
     * The document.
     *
     * @return its id
     */
    default DocumentId id() {
        return info().id();
    }

    /**
     * The version that this is a view of.
     *
     * @return the version
     */
    default Version version() {
        return info().version();
    }

    /**
     * What is known of the version: author, time, message, SHA-256 and more.
     *
     * @return the version's record
     */
    VersionInfo info();

    /**
     * Where this snapshot came from.
     *
     * @return the store or the local copy
     */
    Source source();

    /**
     * Tells whether this version deletes the document. Its configuration is then empty.
     *
     * @return whether the document is deleted in this version
     */
    default boolean isDeleted() {
        return info().isDeletion();
    }
}
