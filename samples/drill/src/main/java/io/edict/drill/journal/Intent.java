package io.edict.drill.journal;

/**
 * What a publisher is about to do to one document.
 *
 * @param document the document
 * @param act what to do
 * @param sha the SHA-256 of the new text; empty for a deletion
 * @param expected the number that must be current, 0 for any, -1 if the document must be absent
 */
public record Intent(String document, Act act, String sha, long expected) {
    /** What is done to a document. */
    public enum Act {
        /** New text, or that of an older version again. */
        PUT,
        /** Text that no client can accept. */
        BAD,
        /** A deletion. */
        DELETE
    }

    /** Reads what {@link #toString()} writes. */
    public static Intent parse(String text) {
        String[] fields = text.split("\\|", -1);
        return new Intent(fields[0].intern(), Act.valueOf(fields[1]), fields[2].intern(), Long.parseLong(fields[3]));
    }

    @Override
    public String toString() {
        return document + "|" + act + "|" + sha + "|" + expected;
    }
}
