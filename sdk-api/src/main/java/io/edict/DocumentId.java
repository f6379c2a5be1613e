package io.edict;

import io.edict.error.InvalidRequestException;
import java.util.Comparator;

/**
 * Names a document: {@code namespace/name}, for example {@code shop/orders}.
 *
 * <p>Each part has 1 to {@value #MAX_PART} characters out of {@code A-Z a-z 0-9 . _ -} and begins with a letter or a
 * digit, so that an id is safe as a part of a ZooKeeper path, a file name and a URL.
 *
 * @param namespace the group of documents that this one belongs to
 * @param name the name within the namespace
 */
public record DocumentId(String namespace, String name) implements Comparable<DocumentId> {
    /** The most characters that a namespace or a name may have. */
    public static final int MAX_PART = 128;

    private static final Comparator<DocumentId> ORDER =
            Comparator.comparing(DocumentId::namespace).thenComparing(DocumentId::name);

    /**
     * Makes an id of two checked parts.
     *
     * @param namespace the group of documents that this one belongs to
     * @param name the name within the namespace
     * @throws InvalidRequestException if a part is empty, too long or has a character that is not allowed
     */
    public DocumentId {
        checkPart("namespace", namespace);
        checkPart("name", name);
    }

    /**
     * Reads an id as it is written: {@code namespace/name}.
     *
     * @param text the id
     * @return the id, checked
     * @throws InvalidRequestException if the text is not an id
     */
    public static DocumentId of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash != text.lastIndexOf('/')) {
            throw new InvalidRequestException("Document id \"" + printable(text)
                    + "\" is not of the form namespace/name, with exactly one slash, for example shop/orders");
        }
        return new DocumentId(text.substring(0, slash), text.substring(slash + 1));
    }

    /**
     * Checks a namespace by the rules for the parts of an id.
     *
     * @param namespace the namespace
     * @return the same namespace
     * @throws InvalidRequestException if it is empty, too long or has a character that is not allowed
     */
    public static String checkNamespace(String namespace) {
        checkPart("namespace", namespace);
        return namespace;
    }

    @Override
    public int compareTo(DocumentId other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    private static void checkPart(String what, String part) {
        if (part.isEmpty()) {
            throw new InvalidRequestException("The " + what + " of a document id is empty; write namespace/name");
        }
        if (part.length() > MAX_PART) {
            throw new InvalidRequestException("The " + what + " of a document id has " + part.length()
                    + " characters; at most " + MAX_PART + " are allowed");
        }
        for (int i = 0; i < part.length(); i++) {
            if (!allowed(part.charAt(i), i == 0)) {
                throw new InvalidRequestException("The " + what + " \"" + printable(part) + "\" has the character "
                        + printable(part.substring(i, i + 1)) + " at position " + (i + 1)
                        + "; allowed are letters, digits, '.', '_' and '-', beginning with a letter or a digit");
            }
        }
    }

    private static boolean allowed(char c, boolean first) {
        boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return plain || (!first && (c == '.' || c == '_' || c == '-'));
    }

    /** Shows what came without letting control characters or endless text into a log. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(80).forEach(c -> {
            if (c >= ' ' && c < 127) {
                shown.append((char) c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.toString();
    }
}
