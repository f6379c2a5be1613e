package io.edict.plain.internal.store;

import io.edict.VersionInfo;
import io.edict.error.ContentTooLargeException;
import io.edict.error.CorruptContentException;
import java.util.List;

/**
 * The most bytes that a document may have.
 *
 * @param bytes the limit
 */
public record ContentLimit(long bytes) {

    /**
     * Refuses to publish content that is too big.
     *
     * @throws ContentTooLargeException for the first that is
     */
    public void check(List<Change> changes) {
        for (Change change : changes) {
            if (change.content().size() > bytes) {
                throw new ContentTooLargeException(
                        change.id() + " has " + change.content().size() + " bytes, above the limit of " + bytes
                                + "; nothing was written. Split the document, or raise the limit for publisher and clients",
                        change.id());
            }
        }
    }

    /**
     * Refuses to read content that is too big.
     *
     * @param place where it stands, for the error
     * @throws CorruptContentException if it is
     */
    public void check(VersionInfo info, String place) {
        if (info.size() > bytes) {
            throw new CorruptContentException(
                    info.id() + " version " + info.version() + " at " + place + " has " + info.size()
                            + " bytes, above this client's limit of " + bytes
                            + "; raise the limit here, or publish a smaller document",
                    info.id(),
                    info.version(),
                    null);
        }
    }
}
