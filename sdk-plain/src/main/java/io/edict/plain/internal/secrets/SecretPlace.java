package io.edict.plain.internal.secrets;

import io.edict.DocumentId;
import java.nio.charset.StandardCharsets;

/**
 * Where a value stands; it can be read nowhere else.
 *
 * @param document the document
 * @param path the path as it is written: keys in their plain form, positions in lists in brackets
 */
public record SecretPlace(DocumentId document, String path) {
    /** Neither ids can hold a NUL, and the path is last, so that no two places are written alike. */
    byte[] context(String what, String keyId) {
        return ("edict " + what + "\0" + "1" + "\0" + keyId + "\0" + document + "\0" + path)
                .getBytes(StandardCharsets.UTF_8);
    }
}
