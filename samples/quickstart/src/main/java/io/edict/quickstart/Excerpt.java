package io.edict.quickstart;

import io.edict.error.InvalidDocumentException;
import io.edict.quickstart.Look.Tone;
import io.edict.quickstart.Narrator.Detail;
import java.util.List;

/** Shows where a text does not parse: the line, with a mark below the place. */
final class Excerpt {
    private static final int MOST_BEFORE = 40;
    private static final int MOST_CHARACTERS = 60;

    private Excerpt() {}

    /** The place of a mistake in the text that has it; nothing where the place is not known. */
    static List<Detail> of(String text, InvalidDocumentException mistake) {
        List<String> lines = text.lines().toList();
        if (mistake.line() < 1 || mistake.line() > lines.size()) {
            return List.of();
        }
        String margin = mistake.line() + " | ";
        String line = printable(lines.get(mistake.line() - 1));
        int column = Math.min(Math.max(0, mistake.column() - 1), line.length());
        int from = Math.max(0, column - MOST_BEFORE);
        String shown = line.substring(from, Math.min(line.length(), from + MOST_CHARACTERS));
        Detail quote = new Detail(Tone.NORMAL, margin + shown);
        return mistake.column() < 1
                ? List.of(quote)
                : List.of(quote, new Detail(Tone.FAULT, " ".repeat(margin.length() + column - from) + "^"));
    }

    /** One column for each character, and nothing that a terminal would obey. */
    private static String printable(String line) {
        StringBuilder shown = new StringBuilder();
        line.codePoints()
                .forEach(c -> shown.append(
                        Character.isISOControl(c) ? " " : c > Character.MAX_VALUE ? "?" : Character.toString(c)));
        return shown.toString();
    }
}
