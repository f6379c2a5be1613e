package io.edict;

/**
 * One version of a document with its text, as the store holds it.
 *
 * @param info what is known of the version
 * @param text the text, empty for a deletion
 */
public record Document(VersionInfo info, String text) {

    /** Returns id and version; the text is left out, because it may hold secrets. */
    @Override
    public String toString() {
        return "Document[" + info.id() + " version " + info.version() + ", " + info.size() + " bytes]";
    }
}
