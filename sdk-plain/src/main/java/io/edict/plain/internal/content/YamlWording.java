package io.edict.plain.internal.content;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts into words what the YAML parser found wrong. Its own messages quote the text, so only these words come out. */
final class YamlWording {
    /** By how the parser's message begins. */
    private static final List<Phrase> PHRASES = List.of(
            new Phrase("could not find expected ':'", "expecting a colon : after a key"),
            new Phrase("mapping values are not allowed", "a colon : that must stand in quotes, or a wrong indentation"),
            new Phrase("mapping keys are not allowed", "a key where none can stand"),
            new Phrase("sequence entries are not allowed", "a list entry where none can stand"),
            new Phrase("expected <block end>", "expecting the end of a block; see to the indentation"),
            new Phrase("expected ',' or ']'", "expecting a comma or a close bracket ]"),
            new Phrase("expected ',' or '}'", "expecting a comma or a close brace }"),
            new Phrase("expected the node content", "expecting a value"),
            new Phrase("found unexpected end of stream", "a string that is never closed"),
            new Phrase("found unexpected document separator", "a document's end within a string"),
            new Phrase("found unknown escape", "a malformed escape sequence in a string"),
            new Phrase("expected escape sequence", "a malformed escape sequence in a string"),
            new Phrase("found character", "a character with which no value begins; put it in quotes"),
            new Phrase("found undefined tag", YamlToJson.TAG),
            new Phrase("expected '<document start>'", "expecting the end of the text"));

    private YamlWording() {}

    static String of(MarkedYamlEngineException flaw) {
        String problem = String.valueOf(flaw.getProblem());
        return PHRASES.stream()
                .filter(phrase -> problem.startsWith(phrase.theirs()))
                .findFirst()
                .map(Phrase::ours)
                .orElse("the text cannot be read here");
    }

    /** The beginning of a message, and what is said instead. */
    private record Phrase(String theirs, String ours) {}
}
