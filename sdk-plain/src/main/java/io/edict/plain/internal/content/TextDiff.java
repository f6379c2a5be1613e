package io.edict.plain.internal.content;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The unified difference of two texts. Holds text, because that is what it is for. */
public final class TextDiff {
    private static final int CONTEXT = 3;

    /** With more lines between the first and the last difference, the comparison would take too long. */
    private static final int MAX_COMPARED = 10_000;

    private static final String NO_END = "\n\\ No newline at end of file";

    private TextDiff() {}

    /**
     * Compares two texts line by line. Where more than 10,000 lines lie between the first and the last difference, they
     * count as replaced as a whole.
     *
     * @param fromLabel what the older text is, for example {@code shop/orders version 2}
     * @param toLabel what the newer text is
     * @param from the older text
     * @param to the newer text
     * @return the lines of the difference, with three lines of context, or none if the texts are the same
     */
    public static List<String> unified(String fromLabel, String toLabel, String from, String to) {
        if (from.equals(to)) {
            return List.of();
        }
        List<String> old = lines(from);
        List<String> now = lines(to);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(fromLabel, toLabel, old, patch(old, now), CONTEXT);
        return removedFirst(diff).stream()
                .map(line -> header(line, old, now))
                .flatMap(line -> Stream.of(line.split("\n", -1)))
                .toList();
    }

    /** The library mixes added and removed lines; by convention the removed ones come first. */
    private static List<String> removedFirst(List<String> diff) {
        List<String> ordered = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (String line : diff) {
            if (line.startsWith("+")) {
                added.add(line);
                continue;
            }
            if (!line.startsWith("-")) {
                ordered.addAll(added);
                added.clear();
            }
            ordered.add(line);
        }
        ordered.addAll(added);
        return ordered;
    }

    /** The library has empty texts begin with line 1; by convention they begin with line 0. */
    private static String header(String line, List<String> from, List<String> to) {
        if (from.isEmpty() && line.startsWith("@@ -1,0 ")) {
            return line.replace("-1,0 ", "-0,0 ");
        }
        return to.isEmpty() && line.startsWith("@@ ") && line.endsWith(" +1,0 @@")
                ? line.replace(" +1,0 ", " +0,0 ")
                : line;
    }

    /** The lines; the last one says so if the text does not end its line, as that may be the only difference. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start) + NO_END);
        }
        return lines;
    }

    /** Lines are compared by numbers that stand for them: comparing long ones again and again would take too long. */
    private static Patch<String> compared(List<String> from, List<String> to) {
        Map<String, Integer> numbers = new HashMap<>();
        Patch<Integer> found =
                DiffUtils.diff(numbered(from, numbers), numbered(to, numbers), new MyersDiffWithLinearSpace<>(), null);
        Patch<String> patch = new Patch<>();
        for (AbstractDelta<Integer> delta : found.getDeltas()) {
            patch.addDelta(new ChangeDelta<>(part(delta.getSource(), from), part(delta.getTarget(), to)));
        }
        return patch;
    }

    private static List<Integer> numbered(List<String> lines, Map<String, Integer> numbers) {
        return lines.stream()
                .map(line -> numbers.computeIfAbsent(line, unknown -> numbers.size()))
                .toList();
    }

    private static Chunk<String> part(Chunk<Integer> chunk, List<String> lines) {
        return new Chunk<>(chunk.getPosition(), lines.subList(chunk.getPosition(), chunk.getPosition() + chunk.size()));
    }

    private static Patch<String> patch(List<String> from, List<String> to) {
        int shorter = Math.min(from.size(), to.size());
        int head = 0;
        while (head < shorter && from.get(head).equals(to.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
            tail++;
        }
        List<String> old = from.subList(head, from.size() - tail);
        List<String> now = to.subList(head, to.size() - tail);
        if (old.size() + now.size() <= MAX_COMPARED) {
            return compared(from, to);
        }
        Patch<String> whole = new Patch<>();
        whole.addDelta(new ChangeDelta<>(new Chunk<>(head, old), new Chunk<>(head, now)));
        return whole;
    }
}
