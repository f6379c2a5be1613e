package io.edict;

import io.edict.error.InvalidRequestException;
import java.util.Comparator;

/**
 * The place of one edition of a document in its order: 1, 2, 3 …, never reused, never reordered, not even after a delete.
 *
 * <p>Versions are ordered by incarnation, then by number. The incarnation stays 1 until an operator raises it after
 * restoring a cluster from a backup, because a restored cluster issues numbers again that it has issued before.
 *
 * @param incarnation which life of the store issued the number, from 1
 * @param number the number, from 1
 */
public record Version(long incarnation, long number) implements Comparable<Version> {
    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::incarnation).thenComparingLong(Version::number);

    /**
     * Makes a version of two checked numbers.
     *
     * @param incarnation which life of the store issued the number, from 1
     * @param number the number, from 1
     * @throws InvalidRequestException if a number is below 1
     */
    public Version {
        if (incarnation < 1 || number < 1) {
            throw new InvalidRequestException("Versions and incarnations begin with 1, but " + number
                    + " of incarnation " + incarnation + " came");
        }
    }

    /**
     * Tells whether this version comes after another.
     *
     * @param other the other version
     * @return whether this is the later one
     */
    public boolean isNewerThan(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code 3}, or {@code 3 of incarnation 2} where the incarnation is not the first. */
    @Override
    public String toString() {
        return incarnation == 1 ? Long.toString(number) : number + " of incarnation " + incarnation;
    }
}
