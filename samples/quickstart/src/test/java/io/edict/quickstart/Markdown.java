package io.edict.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the code blocks of a Markdown file: those between fences of three or more backticks. */
final class Markdown {
    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,})\\s*([\\w-]*).*");

    private Markdown() {}

    /**
     * A code block.
     *
     * @param file where it stands
     * @param line the line of its opening fence, from 1
     * @param language what the fence says it is, possibly nothing
     * @param code what is between the fences
     */
    record Block(Path file, int line, String language, String code) {}

    /** The file's blocks, in order. A block that is never closed ends with the file. */
    static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher opening = FENCE.matcher(lines.get(i));
            if (opening.matches()) {
                int end = closing(lines, i + 1, opening.group(1));
                blocks.add(new Block(file, i + 1, opening.group(2), String.join("\n", lines.subList(i + 1, end))));
                i = end;
            }
        }
        return blocks;
    }

    private static int closing(List<String> lines, int from, String fence) {
        int end = from;
        while (end < lines.size() && !lines.get(end).strip().equals(fence)) {
            end++;
        }
        return end;
    }
}
