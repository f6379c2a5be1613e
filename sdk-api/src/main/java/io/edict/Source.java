package io.edict;

/**
 * Where a snapshot came from.
 *
 * @param kind the kind of place
 * @param place the place, for people: the store's servers, or the file
 */
public record Source(Kind kind, String place) {

    /** Returns for example {@code the store at 127.0.0.1:2181}. */
    @Override
    public String toString() {
        return kind == Kind.STORE ? "the store at " + place : "the local copy " + place;
    }

    /** The kinds of places that a snapshot comes from. */
    public enum Kind {
        /** Read from the store. */
        STORE,
        /** Read from the local copy, at start-up. */
        DISK
    }
}
