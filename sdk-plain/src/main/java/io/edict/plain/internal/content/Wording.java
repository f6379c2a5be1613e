package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import java.util.List;

/**
 * Puts into words what typesafe-config found wrong. Its own messages quote the text, which may hold secrets, so that only
 * the words that stand here ever come out.
 */
final class Wording {
    /** What the parser did not expect, by how its message begins. */
    private static final List<Phrase> FAILURES = List.of(
            new Phrase("Token not allowed in valid JSON", "a word outside quotes, or a number beyond 64 bits"),
            new Phrase("Substitutions (${} syntax) not allowed in JSON", "a substitution, which JSON does not have"),
            new Phrase("Expecting a value but got", "expecting a value"),
            new Phrase("Expecting close brace } or a field name", "expecting a close brace } or a key in quotes"),
            new Phrase("expecting a close parentheses", "expecting a key"),
            new Phrase("expecting a field name after a comma", "expecting a key after the comma"),
            new Phrase("unbalanced close brace", "a close brace } without an open one"),
            new Phrase("Key '", "expecting a separator such as a colon : after a key"),
            new Phrase("JSON does not allow duplicate fields", "a key that the object has already"),
            new Phrase("Expecting close brace } or a comma", "expecting a close brace } or a comma"),
            new Phrase("Expecting end of input or a comma", "expecting a comma or the end of the text"),
            new Phrase("List should have ] or a first", "expecting a list element or a close bracket ]"),
            new Phrase("List should have ended with ]", "expecting a close bracket ] or a comma"),
            new Phrase("List should have had new element", "expecting a list element after the comma"),
            new Phrase("Empty document", "the text is empty; JSON has at least {}"),
            new Phrase("Document must have an object", "expecting an open brace { where the text begins"),
            new Phrase("Document has trailing tokens", "expecting the end of the text"),
            new Phrase("Due to current limitations of the config parser, +=", "+= does not work within a list"),
            new Phrase("path has a leading, trailing", "a path that begins or ends with a dot, or has two in a row"),
            new Phrase("Token not allowed in path", "a path element with signs that must stand in quotes"),
            new Phrase("Expecting a field name or path", "expecting a key or a path"),
            new Phrase("Cannot concatenate object or list", "an object or a list joined with a value of another kind"),
            new Phrase(" has type LIST rather than object at file root", "a list; the document must be an object"));

    /** What the tokenizer could not read, by what its message holds; more telling than what the parser makes of it. */
    private static final List<Phrase> TOKENS = List.of(
            new Phrase("(Reserved character ", "a sign that must stand in quotes"),
            new Phrase("(JSON does not allow unescaped ", "a line break or control character within a string"),
            new Phrase("(End of input but string quote", "a string that is never closed"),
            new Phrase("(End of input but triple-quoted string", "a string that is never closed"),
            new Phrase("(End of input but ", "a malformed escape sequence in a string"),
            new Phrase("(Substitution ${ was not closed", "a substitution that is never closed"),
            new Phrase("this is not a valid escape sequence", "a malformed escape sequence in a string"),
            new Phrase("(Malformed hex digits after ", "a malformed escape sequence in a string"),
            new Phrase(" not followed by {", "a dollar sign $ that must stand in quotes"),
            new Phrase(" not followed by =", "a plus sign + that must stand in quotes"));

    private Wording() {}

    /** Says what a symptom stands for. */
    static String of(Symptom symptom) {
        if (symptom.isInclude()) {
            return "includes are not allowed in distributed documents";
        }
        if (StackOverflowError.class.isAssignableFrom(symptom.kind())) {
            return "values or substitutions lead on to one another too often";
        }
        if (symptom.kind() == IllegalArgumentException.class) {
            return "a malformed escape sequence in a string";
        }
        if (symptom.kind() == ConfigException.UnresolvedSubstitution.class) {
            return "a substitution that leads in a circle, or to no value within this document; "
                    + "the environment is not asked";
        }
        return TOKENS.stream()
                .filter(phrase -> symptom.message().contains(phrase.theirs()))
                .findFirst()
                .or(() -> FAILURES.stream()
                        .filter(phrase -> symptom.message().startsWith(phrase.theirs()))
                        .findFirst())
                .map(Phrase::ours)
                .orElse("the text cannot be read here");
    }

    /** A piece of a message, and what is said instead. */
    private record Phrase(String theirs, String ours) {}
}
