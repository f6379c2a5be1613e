package io.edict.plain.internal.topology.register;

import io.edict.Version;
import io.edict.VersionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a register holds: a version's record, a deletion like any other, and which publishes made it and the versions before
 * it. The content stands beside it under its SHA-256 and is in place before the edition is.
 *
 * @param info the version's record
 * @param past this version and those before it, newest first, at most {@value #REACH}; an unknown outcome is resolved by it
 */
public record Edition(VersionInfo info, List<Past> past) {
    /** How many versions an edition remembers. */
    static final int REACH = 64;

    /**
     * A version and what made it.
     *
     * @param version the version
     * @param publishId the publish that made it
     */
    public record Past(Version version, UUID publishId) {}

    /** Copies the list. */
    public Edition {
        past = List.copyOf(past);
    }

    /** The edition that follows another. */
    static Edition after(@Nullable Edition before, VersionInfo info) {
        List<Past> past = new ArrayList<>(REACH);
        past.add(new Past(info.version(), info.publishId()));
        if (before != null) {
            past.addAll(before.past.subList(0, Math.min(before.past.size(), REACH - 1)));
        }
        return new Edition(info, past);
    }

    /** Its version. */
    public Version version() {
        return info.version();
    }

    /** Whether this comes after another edition, or after none. */
    public boolean isNewerThan(@Nullable Edition other) {
        return other == null || version().isNewerThan(other.version());
    }

    /** Whether this is another one: version, publish and content. */
    public boolean is(@Nullable Edition other) {
        return other != null
                && version().equals(other.version())
                && info.publishId().equals(other.info.publishId())
                && info.kind() == other.info.kind()
                && info.sha256().equals(other.info.sha256());
    }

    /** Whether this is another one, or follows it as far as is remembered. */
    boolean follows(Edition other) {
        if (!isNewerThan(other)) {
            return is(other);
        }
        Past then = new Past(other.version(), other.info.publishId());
        return past.contains(then) || !remembers(other.version());
    }

    /** The version that a publish made, or null if it made none of those remembered. */
    @Nullable
    Version madeBy(UUID publishId) {
        for (Past one : past) {
            if (one.publishId().equals(publishId)) {
                return one.version();
            }
        }
        return null;
    }

    /** Whether what is remembered reaches back to a version. */
    boolean remembers(Version version) {
        return past.size() < REACH || !past.get(past.size() - 1).version().isNewerThan(version);
    }

    /** The newer of two. */
    static @Nullable Edition newer(@Nullable Edition one, @Nullable Edition other) {
        return one != null && one.isNewerThan(other) ? one : other;
    }
}
