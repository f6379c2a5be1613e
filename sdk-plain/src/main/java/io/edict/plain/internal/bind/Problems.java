package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigOrigin;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong, in words that hold no value. Only the first {@value #MAX} are put into words, so that a document
 * in which everything is wrong costs no more than one in which much is.
 */
final class Problems {
    static final int MAX = 100;
    /** Keys are chosen by whoever publishes, and may be as long as a document. */
    private static final int MAX_PATH = 300;

    private static final int MAX_NAMES = 20;

    private final Origins origins;
    private final List<BindingProblem> problems = new ArrayList<>();
    private int more;

    Problems(Origins origins) {
        this.origins = origins;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<BindingProblem> list() {
        return List.copyOf(problems);
    }

    /** How many were left out. */
    int more() {
        return more;
    }

    /** There is no value within an object. */
    void absent(String path, @Nullable ConfigOrigin within, String expected) {
        if (isFull()) {
            return;
        }
        Origins.Origin origin = origins.of(within);
        BindingProblem.Place place = new BindingProblem.Place(
                origin.place().document(), origin.place().version(), 0);
        add(
                Kind.ABSENT,
                path,
                new Origins.Origin(origin.name(), place),
                expected,
                " is missing; it must be " + expected);
    }

    void isNull(String path, @Nullable ConfigOrigin at, String expected) {
        add(Kind.NULL, path, at, expected, " is null; it must be " + expected);
    }

    void malformed(String path, @Nullable ConfigOrigin at, String expected) {
        add(Kind.MALFORMED, path, at, expected, " must be " + expected);
    }

    void unknown(String path, @Nullable ConfigOrigin at, String type, List<String> known) {
        if (isFull()) {
            return;
        }
        String names = known.isEmpty() ? "there are none" : "they are " + listed(known);
        add(Kind.UNKNOWN_KEY, path, at, "a key of " + type, " is not a key of " + type + "; " + names);
    }

    void ambiguous(String path, @Nullable ConfigOrigin at, String expected, List<String> keys) {
        if (isFull()) {
            return;
        }
        String message = " stands there under several keys, " + listed(keys) + "; keep one of them";
        add(Kind.AMBIGUOUS, path, at, expected, message);
    }

    void refused(String path, @Nullable ConfigOrigin at, String expected, String reason) {
        add(Kind.REFUSED, path, at, expected, " is refused: " + reason);
    }

    /** All problems as one text. */
    static String summary(List<BindingProblem> problems, int more) {
        String text = problems.stream().map(BindingProblem::message).collect(Collectors.joining("\n"));
        return more == 0 ? text : text + "\nand " + more + " more";
    }

    /** Names with commas between, at most a screenful. */
    static String listed(List<String> names) {
        String text = names.stream().limit(MAX_NAMES).map(Problems::shown).collect(Collectors.joining(", "));
        return names.size() <= MAX_NAMES ? text : text + " and " + (names.size() - MAX_NAMES) + " more";
    }

    private boolean isFull() {
        if (problems.size() < MAX) {
            return false;
        }
        more++;
        return true;
    }

    private void add(Kind kind, String path, @Nullable ConfigOrigin at, String expected, String message) {
        if (!isFull()) {
            add(kind, path, origins.of(at), expected, message);
        }
    }

    private void add(Kind kind, String path, Origins.Origin origin, String expected, String message) {
        int line = origin.place().line();
        String place = origin.name() + (line > 0 ? ", line " + line : "") + ": ";
        String what = path.isEmpty() ? "the configuration" : shown(path);
        problems.add(new BindingProblem(kind, path, origin.place(), expected, place + what + message));
    }

    private static String shown(String path) {
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…";
    }
}
