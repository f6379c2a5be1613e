package io.edict.drill.journal;

/**
 * One version of one document, as it was published, seen or held.
 *
 * @param document the document
 * @param incarnation the version's incarnation
 * @param number the version's number
 * @param sha the SHA-256 of the text; empty for a deletion
 * @param tag the publish's tag, as the header's message has it
 * @param content the publish's tag as the content has it, {@code -} for a deletion, {@code ?} if the content contradicts itself
 */
public record Part(String document, long incarnation, long number, String sha, String tag, String content)
        implements Comparable<Part> {
    private static final long NONE = 0;
    private static final String AGAIN = "~again";

    /** A document that is not there. */
    public static Part none(String document) {
        return new Part(document, NONE, NONE, "", "-", "-");
    }

    /** Reads what {@link #toString()} writes. */
    public static Part parse(String text) {
        String[] fields = text.split("\\|", -1);
        String[] version = fields[1].split("\\.", -1);
        return new Part(
                fields[0].intern(),
                Long.parseLong(version[0]),
                Long.parseLong(version[1]),
                fields[2].intern(),
                fields[3].intern(),
                fields[4].intern());
    }

    /** The tag of a version that repeats another one, whose content is that of a publish. */
    public static String again(String content) {
        return (content.contains(" ") ? "?" : content) + AGAIN;
    }

    /** Whether a failover brought it about, and no publish. */
    public boolean isAgain() {
        return tag.endsWith(AGAIN);
    }

    /** Whether there was such a document at all. */
    public boolean exists() {
        return number != NONE;
    }

    /** By version alone. */
    @Override
    public int compareTo(Part other) {
        int byIncarnation = Long.compare(incarnation, other.incarnation);
        return byIncarnation != 0 ? byIncarnation : Long.compare(number, other.number);
    }

    /** Whether this and another are the same version of one document, whatever they hold. */
    public boolean sameVersion(Part other) {
        return document.equals(other.document) && compareTo(other) == 0;
    }

    /** The version, as records have it. */
    public String version() {
        return incarnation + "." + number;
    }

    /** A copy with another version. */
    public Part withVersion(long otherIncarnation, long otherNumber) {
        return new Part(document, otherIncarnation, otherNumber, sha, tag, content);
    }

    /** A copy of another publish. */
    public Part withTag(String other) {
        return new Part(document, incarnation, number, sha, other, content);
    }

    /** A copy with other content. */
    public Part withContent(String other) {
        return new Part(document, incarnation, number, sha, tag, other);
    }

    @Override
    public String toString() {
        return document + "|" + version() + "|" + sha + "|" + tag + "|" + content;
    }
}
