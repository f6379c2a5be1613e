package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one base of everything that Edict throws. Each subclass stands for one reaction of the caller.
 *
 * <p>The message names the document, the version and the place as far as they are known, and says what to do. It never
 * holds a configuration value. Keys in it come from documents: signs that could forge a log line or turn round how it
 * is read are written as escapes, and a very long message is cut off.
 */
public abstract class EdictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable DocumentId document;
    private final transient @Nullable Version version;

    /**
     * Makes an error about a document, or about none.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned, if there is one
     * @param version the version concerned, if it is known
     * @param cause what led to this, if anything did
     */
    protected EdictException(
            String message, @Nullable DocumentId document, @Nullable Version version, @Nullable Throwable cause) {
        super(Harmless.text(message), cause);
        this.document = document;
        this.version = version;
    }

    /** What happened, where, and what to do about it. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), getClass().getSimpleName());
    }

    /**
     * The document concerned.
     *
     * @return the document, or empty where the error is not about a single one
     */
    public Optional<DocumentId> document() {
        return Optional.ofNullable(document);
    }

    /**
     * The version concerned.
     *
     * @return the version, or empty where it is not known or does not matter
     */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }
}
