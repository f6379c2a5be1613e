package io.edict.plain.internal.topology.redundant;

import io.edict.VersionInfo;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.topology.register.Edition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version as it is laid down, the same bytes in every cluster, so that anyone who finds it can lay it down elsewhere.
 *
 * @param header the header
 * @param body the bytes behind the header, empty if they are in chunks
 * @param chunked the bytes of all chunks together; null if there are none, or if they have not been read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written to
public record Parcel(Header header, byte[] body, byte @Nullable [] chunked) {
    /** The version's record. */
    public VersionInfo info() {
        return header.info();
    }

    /** Whether this is what an edition stands for. */
    public boolean holds(Edition edition) {
        return edition.is(new Edition(info(), List.of()));
    }

    /** Whether nothing is missing. */
    public boolean isWhole() {
        return header.layout().chunks() == null || chunked != null;
    }

    @Override
    public String toString() {
        return "Parcel[" + info().id() + " version " + info().version() + "]";
    }
}
