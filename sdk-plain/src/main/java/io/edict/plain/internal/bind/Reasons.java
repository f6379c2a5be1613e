package io.edict.plain.internal.bind;

import io.edict.error.UnacceptableValueException;

/** What may be told of what application code threw: its message may quote the value, unless it promises not to. */
final class Reasons {
    private Reasons() {}

    /**
     * Says why a value was refused. A thread that was interrupted stays so.
     *
     * @param thrown what was thrown
     * @param by what threw it
     */
    static String of(Throwable thrown, String by) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String message = thrown instanceof UnacceptableValueException ? thrown.getMessage() : null;
        return message == null ? by + " threw " + thrown.getClass().getName() : message;
    }
}
