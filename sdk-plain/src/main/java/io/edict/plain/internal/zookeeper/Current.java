package io.edict.plain.internal.zookeeper;

import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Succession;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a document that a publish builds on.
 *
 * @param head the head, or null if there is none or it cannot be read
 * @param zkVersion the head node's data version, or -1 if there is no head node
 * @param damage why an existing head cannot be read, or null
 * @param kept the kept versions
 */
record Current(@Nullable Head head, int zkVersion, @Nullable EdictException damage, Kept kept) {

    /**
     * The range of versions in history, so that numbers are never used again, even if a head was removed by hand.
     *
     * @param oldest the oldest kept number, or 1 if nothing is kept
     * @param newest the newest number ever used, or 0 if none was
     * @param listed the numbers that history was found to hold, ascending, or null if it is taken to hold the whole range
     */
    record Kept(long oldest, long newest, @Nullable List<Long> listed) {

        /** The kept numbers below one, ascending. */
        LongStream below(long number) {
            return listed == null
                    ? LongStream.range(oldest, number)
                    : listed.stream().mapToLong(Long::longValue).filter(kept -> kept < number);
        }

        /** Whether history was found to hold a number. */
        boolean holds(long number) {
            return listed != null && listed.contains(number);
        }

        /** The numbers above one that history was found to hold. */
        LongStream above(long number) {
            return listed == null
                    ? LongStream.empty()
                    : listed.stream().mapToLong(Long::longValue).filter(kept -> kept > number);
        }

        /** The oldest number that is left if all below this one go and another one comes. */
        long oldestFrom(long number) {
            return listed == null
                    ? Math.max(oldest, number)
                    : listed.stream().filter(kept -> kept >= number).findFirst().orElse(newest + 1);
        }
    }

    /** Of a document whose head can be read, and tells the range of its history. */
    static Current of(Head head, int zkVersion) {
        long number = head.info().version().number();
        long oldest = Math.min(head.header().layout().oldestKept(), number);
        return new Current(head, zkVersion, null, new Kept(oldest, number, null));
    }

    boolean hasNode() {
        return zkVersion >= 0;
    }

    @Nullable
    VersionInfo info() {
        return head == null ? null : head.info();
    }

    Succession.Base base() {
        return new Succession.Base(info(), damage != null, kept.newest());
    }

    boolean usesChunks() {
        return head == null ? hasNode() : head.header().layout().usesChunks();
    }
}
