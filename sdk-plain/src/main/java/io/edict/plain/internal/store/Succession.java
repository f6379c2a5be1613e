package io.edict.plain.internal.store;

import io.edict.Format;
import io.edict.Publication.Expectation;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Member;
import io.edict.error.ConflictException;
import io.edict.error.DocumentAbsentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which versions a transaction's changes make of what is there, or why they may not: the rules that every store goes by.
 * Pure: no I/O, no clock, no randomness.
 */
public final class Succession {
    /** Publishers give one number after the other, so a greater one was written by hand. */
    private static final long LAST = HeaderCodec.MAX_NUMBER - 1;

    private Succession() {}

    /**
     * What the next version of a document builds on.
     *
     * @param current the current version, or null if there is none or it cannot be read
     * @param damaged whether there is a current version that cannot be read
     * @param newest the newest number ever used, 0 if none was
     */
    public record Base(@Nullable VersionInfo current, boolean damaged, long newest) {
        /** A document that never existed. */
        public static final Base NEVER = new Base(null, false, 0);

        private boolean absent() {
            return current == null || current.isDeletion();
        }
    }

    /**
     * What all versions of a transaction share.
     *
     * @param incarnation the store's, which a version has unless the one before it has a higher one
     * @param publishId the id of the publish
     */
    public record Issue(long incarnation, UUID publishId) {}

    /**
     * The records of the versions to come, in the order of the changes.
     *
     * @param bases what each change builds on, in the same order
     * @throws ConflictException if an expectation does not hold
     * @throws DocumentAbsentException on deletion of what does not exist
     */
    public static List<VersionInfo> plan(List<Change> changes, List<Base> bases, Issue issue) {
        List<Member> together = members(changes, bases);
        List<VersionInfo> versions = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            check(changes.get(i), bases.get(i));
            versions.add(next(changes.get(i), bases.get(i), issue, together));
        }
        return versions;
    }

    /** Sorted, as headers are read. */
    private static List<Member> members(List<Change> changes, List<Base> bases) {
        return IntStream.range(0, changes.size())
                .mapToObj(i -> new Member(changes.get(i).id(), bases.get(i).newest() + 1))
                .sorted(Comparator.comparing(Member::id))
                .toList();
    }

    private static void check(Change change, Base base) {
        VersionInfo info = base.current();
        if (change.kind() == VersionInfo.Kind.DELETION && base.absent() && !base.damaged()) {
            throw new DocumentAbsentException(
                    change.id() + " cannot be deleted: "
                            + (info == null ? "it does not exist" : "it is deleted already"),
                    change.id(),
                    info == null ? null : info.version());
        }
        Expectation expectation = change.rule().expectation();
        if (expectation instanceof Expectation.Absent && (!base.absent() || base.damaged())) {
            throw conflict(change, base, "must not exist");
        }
        if (expectation instanceof Expectation.CurrentIs expected
                && (info == null || info.version().number() != expected.number())) {
            throw conflict(change, base, "must be at version " + expected.number());
        }
    }

    private static ConflictException conflict(Change change, Base base, String expected) {
        VersionInfo info = base.current();
        String found;
        if (info != null) {
            found = "it is at version " + info.version() + (info.isDeletion() ? ", deleted by " : ", published by ")
                    + info.origin().author().replaceAll("\\s+", " ") + " at "
                    + info.origin().time();
        } else {
            found = base.damaged() ? "its head is damaged" : "it does not exist";
        }
        return new ConflictException(
                change.id() + " " + expected + " for this publish, but " + found
                        + "; nothing was written. Read it again, then decide",
                change.id(),
                info == null ? null : info.version());
    }

    private static VersionInfo next(Change change, Base base, Issue issue, List<Member> together) {
        VersionInfo before = base.current();
        if (base.newest() >= LAST) {
            throw new ConflictException(
                    change.id() + " has version number " + base.newest()
                            + ", behind which there are no more, so it was written by hand; nothing was written."
                            + " Restore the head, and remove that version from history",
                    change.id(),
                    before == null ? null : before.version());
        }
        long incarnation = before == null
                ? issue.incarnation()
                : Math.max(issue.incarnation(), before.version().incarnation());
        return new VersionInfo(
                change.id(),
                new Version(incarnation, base.newest() + 1),
                change.kind(),
                format(change, before),
                change.content().size(),
                change.content().sha256(),
                change.origin(),
                issue.publishId(),
                together);
    }

    private static Format format(Change change, @Nullable VersionInfo before) {
        Format format = change.format();
        if (format != null) {
            return format;
        }
        return before == null ? Format.HOCON : before.format();
    }
}
