package io.edict;

/** One version in a document's history, for people who ask who published what: {@link ConfigPublisher#audit}. */
public sealed interface AuditEntry {
    /**
     * The number of the version, by its place in history.
     *
     * @return the number
     */
    long number();

    /**
     * A version whose record can be read.
     *
     * @param info the record; all that it says of its origin is self-declared
     * @param standing what its signature is worth to this client
     * @param remark why it is {@link Standing#UNTRUSTED}, else empty
     */
    record Kept(VersionInfo info, Standing standing, String remark) implements AuditEntry {
        @Override
        public long number() {
            return info.version().number();
        }
    }

    /**
     * A version whose record cannot be read: somebody damaged it, or wrote something else in its place.
     *
     * @param number the number, by its place in history
     * @param problem what is wrong, without any value
     */
    record Damaged(long number, String problem) implements AuditEntry {}

    /** What a version's signature is worth to a client. */
    enum Standing {
        /** It is right, by a key that this client trusts for the document. The record is as the key's holder made it. */
        VERIFIED,
        /** It is wrong, or by a key that this client does not trust for the document. */
        UNTRUSTED,
        /** There is none. */
        UNSIGNED,
        /** There is one, but this client was given no keys to verify it with. */
        UNCHECKED
    }
}
