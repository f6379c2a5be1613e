package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;

/**
 * What typesafe-config threw at a text. Its message quotes the text, so it stays in here: it serves to tell whether two
 * texts fail in the same way, and to choose words.
 *
 * @param kind the class of what was thrown
 * @param message its message, without the place
 * @param line the line that it names, or 0
 */
record Symptom(Class<?> kind, String message, int line) {
    static Symptom of(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        ConfigOrigin origin = thrown instanceof ConfigException failure ? failure.origin() : null;
        if (origin == null) {
            return new Symptom(thrown.getClass(), message, 0);
        }
        String place = origin.description() + ": ";
        String bare = message.startsWith(place) ? message.substring(place.length()) : message;
        return new Symptom(thrown.getClass(), bare, Math.max(0, origin.lineNumber()));
    }

    /** Whether there was an include, well-formed or not. */
    boolean isInclude() {
        return kind == NoIncludes.RefusedException.class
                || message.startsWith("expecting include")
                || message.startsWith("include keyword");
    }

    /** Whether the text ended within a string. */
    boolean isOpenString() {
        return message.contains("(End of input but ");
    }

    @Override
    public String toString() {
        return "Symptom[" + kind.getSimpleName() + " at line " + line + "]";
    }
}
