package io.edict.plain.internal.content;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what typesafe-config would have to do for a HOCON text, before it begins: three things take it time in the
 * second power. An object is copied for each dotted or repeated key that is merged into it; a value joined of pieces is
 * copied for each piece; and the objects around a substitution may be copied for each one that is resolved.
 *
 * <p>Is told by an {@link Outline} what it comes across. Counts rather too much than too little: a key with an escape
 * sequence counts as if it were the same as every other.
 */
final class Effort {
    /** Keys copied; some 10,000 dotted keys below one element. */
    static final long MAX_MERGED = 50_000_000;

    /** Characters copied; some 30,000 short pieces of one value. */
    static final long MAX_JOINED = 1_000_000_000;

    static final int MAX_SUBSTITUTIONS = 10_000;

    /** Substitutions times keys and elements. */
    static final long MAX_RESOLVED = 250_000_000;

    private static final String ESCAPED = "\\";

    private final Deque<Scope> scopes = new ArrayDeque<>();
    private Scope scope = new Scope(0);
    private long merged;
    private long joined;
    private long substitutions;
    private long parts;

    /** What is too much; null if nothing is yet. */
    @Nullable
    String flaw() {
        if (merged > MAX_MERGED) {
            return "too many dotted or repeated keys below one element; write its keys within one pair of braces";
        }
        if (joined > MAX_JOINED) {
            return "a value joined of too many pieces; write it as one string in quotes";
        }
        if (substitutions > MAX_SUBSTITUTIONS) {
            return "more than " + MAX_SUBSTITUTIONS + " substitutions";
        }
        return substitutions * parts > MAX_RESOLVED ? "too many substitutions for so many keys and elements" : null;
    }

    /** A key ends, given the text of its first element. */
    void key(String written) {
        String name = written.indexOf('\\') >= 0 ? ESCAPED : written.replace("\"", "");
        parts++;
        scope.name = name;
        merged += name.equals(ESCAPED)
                ? scope.fields
                : scope.weights.getOrDefault(name, 0L) + scope.weights.getOrDefault(ESCAPED, 0L);
        scope.fields++;
        scope.weights.merge(name, 1L, Long::sum);
    }

    /** A value or list element begins. */
    void value(int at) {
        scope.valueAt = at;
    }

    /** There is another element of a list. */
    void element() {
        parts++;
    }

    /** A piece of a value begins. */
    void piece(int at) {
        joined += at - scope.valueAt;
    }

    /** A substitution or {@code +=}, which is one. */
    void substitution() {
        substitutions++;
    }

    void open(int at) {
        scopes.push(scope);
        scope = new Scope(at);
    }

    void close() {
        Scope inner = scope;
        scope = scopes.pop();
        scope.fields += inner.fields;
        scope.weights.merge(scope.name, inner.fields, Long::sum);
    }

    /** What is open: how many fields of each name it has, those within them included. */
    private static final class Scope {
        private final Map<String, Long> weights = new HashMap<>();
        private String name = "";
        private long fields;
        private int valueAt;

        Scope(int at) {
            this.valueAt = at;
        }
    }
}
