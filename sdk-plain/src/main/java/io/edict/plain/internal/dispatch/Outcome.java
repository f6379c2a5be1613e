package io.edict.plain.internal.dispatch;

import java.time.Duration;

/**
 * What came of a run of application code by {@link UserCode}. No {@code toString} holds a result or a message.
 *
 * @param <T> the result's type
 */
public sealed interface Outcome<T> {
    /**
     * It returned.
     *
     * @param value the result
     * @param <T> its type
     */
    record Done<T>(T value) implements Outcome<T> {
        @Override
        public String toString() {
            return "Done";
        }
    }

    /**
     * It threw; or the client was closed, and the error is a {@link io.edict.error.ClientClosedException}.
     *
     * @param error what was thrown; its message may hold values
     * @param <T> the result's type
     */
    record Threw<T>(Throwable error) implements Outcome<T> {
        @Override
        public String toString() {
            return "Threw[" + error.getClass().getName() + "]";
        }
    }

    /**
     * It did not answer in time.
     *
     * @param after the time it had
     * @param reason what happened, to follow the name of the code: it did not return, or it could not even begin
     * @param <T> the result's type
     */
    record TimedOut<T>(Duration after, String reason) implements Outcome<T> {}
}
