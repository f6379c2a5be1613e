package io.edict;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledged publish: the version is durable and in history.
 *
 * @param published the new version
 * @param before the version that it follows, or null if the document never existed
 */
public record PublishResult(VersionInfo published, @Nullable VersionInfo before) {
    /**
     * The new version.
     *
     * @return the version
     */
    public Version version() {
        return published.version();
    }

    /**
     * The version that was current before.
     *
     * @return the version, possibly a deletion, or empty if the document never existed
     */
    public Optional<VersionInfo> replaced() {
        return Optional.ofNullable(before);
    }
}
