package io.edict.plain.internal.dispatch;

import java.time.Duration;

/**
 * Is told what happens to listeners. Called on listener threads and on the client's timer, several at a time; must
 * return at once.
 */
public interface Reporter {
    /**
     * A listener threw. The version counts as seen.
     *
     * @param subject what the call told of: a document, layers, a live value
     * @param listener the listener's name
     * @param error what it threw; its message may hold values
     */
    void failed(String subject, String listener, Throwable error);

    /**
     * A call has been running for too long. Told once for each call.
     *
     * @param subject what the call tells of
     * @param listener the listener's name
     * @param running for how long so far
     */
    void slow(String subject, String listener, Duration running);

    /**
     * The application's executor did not take a call. It is offered again later.
     *
     * @param subject what waits first to be told of
     * @param listener the listener's name
     * @param error what the executor threw
     */
    void rejected(String subject, String listener, Throwable error);

    /**
     * The {@code equals} of a live value threw, so that it counts as changed, and its listeners are told.
     *
     * @param subject the live value
     * @param error what {@code equals} threw; its message may hold values
     */
    void incomparable(String subject, Throwable error);
}
