package io.edict.plain.internal.store;

import io.edict.error.EdictException;

/** What a look at a head found. An unreachable store is no reading, but a failed future. */
public sealed interface Reading {
    /** What the head looked like. */
    Stamp stamp();

    /** The same, of one of several clusters. */
    default Reading of(String cluster) {
        if (this instanceof Present present) {
            return new Present(present.version(), present.stamp().of(cluster));
        }
        if (this instanceof Unreadable unreadable) {
            return new Unreadable(unreadable.reason(), unreadable.stamp().of(cluster));
        }
        return this;
    }

    /** The current version, verified. */
    record Present(StoredVersion version, Stamp stamp) implements Reading {}

    /**
     * The current version, whole, but not signed by anyone who is trusted. No store says so by itself.
     *
     * @param version what it claims to be; nothing of it may be believed or used
     * @param reason why it is not trusted
     */
    record Untrusted(StoredVersion version, EdictException reason, Stamp stamp) implements Reading {}

    /** There is no head. */
    record Missing() implements Reading {
        @Override
        public Stamp stamp() {
            return Stamp.ABSENT;
        }
    }

    /** What came along with an announcement makes sense only to whoever has another version at hand. No head is read so. */
    record Baseless(Stamp stamp) implements Reading {}

    /** There is a head, but nothing that can be used: damaged, foreign, or of a later release. */
    record Unreadable(EdictException reason, Stamp stamp) implements Reading {}
}
