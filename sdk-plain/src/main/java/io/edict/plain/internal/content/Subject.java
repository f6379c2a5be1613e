package io.edict.plain.internal.content;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a look-up that failed had looked into, in words.
 *
 * @param name what to call it
 * @param home where values are added or mended, with its article
 * @param place where the value stands, with a blank and in brackets, or empty
 * @param info the version of the document that it stands in, if it is one
 */
public record Subject(
        String name, String home, String place, @Nullable VersionInfo info) {
    @Nullable
    DocumentId id() {
        return info == null ? null : info.id();
    }

    @Nullable
    Version version() {
        return info == null ? null : info.version();
    }
}
