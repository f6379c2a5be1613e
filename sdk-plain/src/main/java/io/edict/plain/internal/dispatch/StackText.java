package io.edict.plain.internal.dispatch;

/**
 * Writes down what was thrown without its messages: class names and stack frames, of its causes too. Messages are left
 * out because an application's exception may well quote the configuration value that it stumbled over.
 */
final class StackText {
    /** The most frames that are written of one throwable. */
    static final int MAX_FRAMES = 40;

    /** The most causes that are written; causes may form a circle. */
    static final int MAX_CAUSES = 5;

    private StackText() {}

    /** Several lines; the first is the class name. */
    static String of(Throwable error) {
        StringBuilder text = new StringBuilder();
        append(text, error);
        Throwable cause = error.getCause();
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            text.append(System.lineSeparator()).append("Caused by: ");
            append(text, cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Throwable error) {
        text.append(error.getClass().getName());
        StackTraceElement[] frames = error.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append(System.lineSeparator()).append("\tat ").append(frames[i]);
        }
    }
}
