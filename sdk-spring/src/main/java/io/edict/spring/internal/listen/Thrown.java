package io.edict.spring.internal.listen;

import java.util.StringJoiner;

/** What may be logged of an error that the application threw: where, never its message, which may hold values. */
final class Thrown {
    /** A cause may have itself as a cause, by way of others. */
    private static final int MAX_CAUSES = 5;

    private Thrown() {}

    /** Class and place of an error and its causes. */
    static String text(Throwable error) {
        StringJoiner text = new StringJoiner(", caused by ");
        Throwable next = error;
        for (int i = 0; next != null && i < MAX_CAUSES; i++) {
            text.add(next.getClass().getName() + place(next));
            next = next.getCause();
        }
        return text.toString();
    }

    private static String place(Throwable error) {
        StackTraceElement[] stack = error.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }
}
