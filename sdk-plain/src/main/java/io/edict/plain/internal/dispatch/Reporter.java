package io.edict.plain.internal.dispatch;

import io.edict.DocumentId;
import java.time.Duration;

/**
 * Is told what happens to listeners. Called on listener threads and on the client's timer, several at a time; must
 * return at once.
 */
public interface Reporter {
    /**
     * A listener threw. The version counts as seen.
     *
     * @param id the document whose change the call told of
     * @param listener the listener's name
     * @param error what it threw; its message may hold values
     */
    void failed(DocumentId id, String listener, Throwable error);

    /**
     * A call has been running for too long. Told once for each call.
     *
     * @param id the document whose change the call tells of
     * @param listener the listener's name
     * @param running for how long so far
     */
    void slow(DocumentId id, String listener, Duration running);

    /**
     * The application's executor did not take a call. It is offered again later.
     *
     * @param id the document whose change waits first
     * @param listener the listener's name
     * @param error what the executor threw
     */
    void rejected(DocumentId id, String listener, Throwable error);
}
