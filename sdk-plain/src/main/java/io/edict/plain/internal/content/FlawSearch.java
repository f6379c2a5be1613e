package io.edict.plain.internal.content;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.parser.ConfigDocumentFactory;
import java.util.Optional;

/**
 * Finds the place of a flaw in HOCON or JSON, of which typesafe-config tells the line at best.
 *
 * <p>The shortest beginning of the text that fails in the same way ends with the word or sign at fault. It is found by
 * halving. Each trial cuts the text off, closes what is open there and parses: without the closing, a cut within brackets
 * would fail for that reason alone. A cut in the middle of a field fails in another way, which tells nothing; then cuts
 * further left are tried. If the whole text fails otherwise once it is closed, its flaw is that it ends too early.
 *
 * <p>Most flaws are in the grammar, and their trials only read the grammar. Some show when values are built; then values
 * are built in each trial.
 */
final class FlawSearch {
    /** Longer texts get no column, because each trial parses about half of the text. */
    static final int MAX_LENGTH = 1024 * 1024;

    /** The same for flaws in what the text means, because building values can take time in the second power. */
    static final int MAX_BUILT_LENGTH = 64 * 1024;

    /** How many characters all trials together may parse, so that a search takes seconds at most. */
    static final long MAX_PARSED = 8L * 1024 * 1024;

    /** How far a cut moves to the left until it tells something. */
    private static final int MAX_STEPS = 64;

    private final String text;
    private final ConfigParseOptions options;
    private final boolean comments;
    private final Symptom symptom;
    private final boolean inGrammar;
    private long parsed;

    FlawSearch(String text, ConfigParseOptions options, Symptom symptom) {
        this.text = text;
        this.options = options;
        this.comments = options.getSyntax() == ConfigSyntax.CONF;
        this.symptom = symptom;
        this.inGrammar = text.length() <= MAX_LENGTH
                && failure(() -> ConfigDocumentFactory.parseString(text, options))
                        .equals(Optional.of(symptom));
    }

    Place place() {
        Outline whole = outline(text.length());
        if (symptom.isInclude() && whole.includeAt() >= 0) {
            return Place.of(text, whole.includeAt());
        }
        if (text.length() > (inGrammar ? MAX_LENGTH : MAX_BUILT_LENGTH)) {
            return Place.ofLine(symptom.line());
        }
        if (whole.inString() && symptom.isOpenString()) {
            return Place.of(text, whole.tokenStart());
        }
        if (trial(text.length()) != Trial.SAME) {
            return Place.ofEnd(text);
        }
        int shortest = shortestFailing();
        return parsed > MAX_PARSED ? Place.ofLine(symptom.line()) : Place.of(text, tokenStart(shortest));
    }

    /** The length of the shortest beginning that fails in the same way. */
    private int shortestFailing() {
        int line = Place.lineStart(text, symptom.line());
        int next = Place.lineStart(text, symptom.line() + 1);
        boolean inLine = symptom.line() > 0 && trial(line) != Trial.SAME && trial(next) == Trial.SAME;
        int good = inLine ? line : 0;
        int bad = inLine ? next : text.length();
        while (bad - good > 1 && parsed <= MAX_PARSED) {
            int middle = (good + bad) >>> 1;
            int cut = telling(middle, Math.max(good, middle - MAX_STEPS));
            if (trial(cut) == Trial.SAME) {
                bad = cut;
            } else {
                good = middle;
            }
        }
        return bad;
    }

    /** The first cut, from right to left, that tells on which side of it the flaw lies, or the leftmost one. */
    private int telling(int from, int leftmost) {
        int cut = from;
        while (cut > leftmost + 1 && parsed <= MAX_PARSED && trial(cut) == Trial.OTHER) {
            cut--;
        }
        return cut;
    }

    private Trial trial(int length) {
        String closed = text.substring(0, length) + outline(length).closers();
        parsed += length;
        return failure(() -> parse(closed))
                .map(found -> found.equals(symptom) ? Trial.SAME : Trial.OTHER)
                .orElse(Trial.NONE);
    }

    private void parse(String closed) {
        if (inGrammar) {
            ConfigDocumentFactory.parseString(closed, options);
        } else {
            ConfigFactory.parseString(closed, options);
        }
    }

    private static Optional<Symptom> failure(Runnable parsing) {
        try {
            parsing.run();
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(Symptom.of(e));
        }
    }

    private int tokenStart(int length) {
        Outline outline = outline(length);
        int last = Math.max(0, length - 1);
        return outline.inString() ? last : Math.min(outline.tokenStart(), last);
    }

    private Outline outline(int length) {
        return Outline.of(text, length, comments);
    }

    /** How a trial failed, if it did, compared with the whole text. */
    private enum Trial {
        NONE,
        SAME,
        OTHER
    }
}
