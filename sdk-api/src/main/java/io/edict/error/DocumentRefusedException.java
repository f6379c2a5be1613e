package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * The newest version is no good (it does not parse, or the application refused it), and there is no last known good to
 * stay on.
 */
public final class DocumentRefusedException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version concerned, if it is known
     */
    public DocumentRefusedException(String message, @Nullable DocumentId document, @Nullable Version version) {
        super(message, document, version, null);
    }
}
