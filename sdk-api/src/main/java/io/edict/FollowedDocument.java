package io.edict;

/** A document that a client follows: the newest accepted version is always at hand. */
public interface FollowedDocument extends ConfigView<Snapshot, ConfigChange> {
    /**
     * The document.
     *
     * @return its id
     */
    DocumentId id();

    /**
     * What is known of this document now, from memory.
     *
     * @return the status
     */
    DocumentStatus status();
}
