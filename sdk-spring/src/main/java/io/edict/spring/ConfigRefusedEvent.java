package io.edict.spring;

import io.edict.DocumentId;
import io.edict.DocumentStatus.Refusal;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published when a version of a document that the client follows was refused: the one before stays in force everywhere.
 * Published on one of the client's threads, while the context is running.
 */
public final class ConfigRefusedEvent extends ApplicationContextEvent {
    private static final long serialVersionUID = 1L;

    private final transient DocumentId document;
    private final transient Refusal refusal;

    /**
     * Makes the event.
     *
     * @param context the context
     * @param document the document
     * @param refusal version and reason
     */
    public ConfigRefusedEvent(ApplicationContext context, DocumentId document, Refusal refusal) {
        super(context);
        this.document = document;
        this.refusal = refusal;
    }

    /**
     * The document.
     *
     * @return its id
     */
    public DocumentId document() {
        return document;
    }

    /**
     * Which version was refused, when and why.
     *
     * @return the refusal, which holds no value
     */
    public Refusal refusal() {
        return refusal;
    }

    /** Returns document, version and reason. */
    @Override
    public String toString() {
        return "ConfigRefusedEvent[" + document + " version " + refusal.version() + ": " + refusal.reason() + "]";
    }
}
