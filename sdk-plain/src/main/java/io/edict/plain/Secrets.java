package io.edict.plain;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.SecretException;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.SecretPaths;
import io.edict.plain.internal.secrets.EncryptedValue;
import io.edict.plain.internal.secrets.Envelope;
import io.edict.plain.internal.secrets.SecretFlaw;
import io.edict.plain.internal.secrets.SecretPlace;
import io.edict.plain.internal.secrets.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Encrypts single values of documents, for tools that write them. Clients decrypt them by themselves, see
 * {@link ClientBuilder#keys}.
 *
 * <p>Any thread; calls the key provider, which may block, on the caller's thread.
 */
public final class Secrets {
    private Secrets() {}

    /**
     * Encrypts a value for one path of one document under the current key. It can be read nowhere else.
     *
     * @param keys the keys
     * @param id the document
     * @param path the path at which the value will be written: keys separated by dots, positions in lists in brackets,
     *     from 0 and counted within the brackets as they are written, as in {@code hosts[2].password}
     * @param clear the value
     * @return what to write there, in quotes: {@code enc(...)}
     * @throws InvalidRequestException if the path is none
     * @throws SecretException if the keys cannot be used
     */
    public static String encrypt(KeyProvider keys, DocumentId id, String path, String clear) {
        SecretPlace place = new SecretPlace(id, SecretPaths.plain(path));
        return encrypted(new Envelope(new ProvidedKeys(keys)), place, clear).text();
    }

    /**
     * Encrypts the values of a text again that are not under the current key. All else stays as it is, byte for byte.
     *
     * @param keys the keys: the current one, and those that the text's values are under
     * @param id the document
     * @param format the text's format
     * @param text the text
     * @return the new text
     * @throws InvalidDocumentException if the text does not parse
     * @throws SecretException if a value cannot be read, or is not written in one piece, or the keys cannot be used
     */
    public static Rekeyed rekey(KeyProvider keys, DocumentId id, Format format, String text) {
        Envelope envelope = new Envelope(new ProvidedKeys(keys));
        String current = current(envelope, id);
        Set<EncryptedValue> values = DocumentParser.secrets(id, format, text);
        String rekeyed = text;
        List<String> paths = new ArrayList<>();
        for (EncryptedValue value : values) {
            String old = value.token().text();
            if (value.token().keyId().equals(current)) {
                continue;
            }
            SecretPlace place = new SecretPlace(id, value.path());
            String clear = clear(envelope, place, value.token());
            if (!rekeyed.contains(old)) {
                throw refusal(
                        place,
                        new SecretFlaw(
                                value.token().keyId(),
                                "is not written in one piece, without escapes; write it so, and try again"));
            }
            rekeyed = rekeyed.replace(old, encrypted(envelope, place, clear).text());
            paths.add(value.path());
        }
        return new Rekeyed(rekeyed, paths);
    }

    /**
     * What came of encrypting a text's values again.
     *
     * @param text the new text; the same if there was nothing to do
     * @param paths the paths of the values that are under another key now
     */
    public record Rekeyed(String text, List<String> paths) {
        /**
         * Copies the list.
         *
         * @param text the new text; the same if there was nothing to do
         * @param paths the paths of the values that are under another key now
         */
        public Rekeyed {
            paths = List.copyOf(paths);
        }

        /** Returns the paths; never the text. */
        @Override
        public String toString() {
            return "Rekeyed" + paths;
        }
    }

    private static String current(Envelope envelope, DocumentId id) {
        try {
            return envelope.currentKeyId();
        } catch (SecretFlaw flaw) {
            throw refusal(new SecretPlace(id, ""), flaw);
        }
    }

    private static Token encrypted(Envelope envelope, SecretPlace place, String clear) {
        try {
            return envelope.encrypt(place, clear);
        } catch (SecretFlaw flaw) {
            throw refusal(place, flaw);
        }
    }

    private static String clear(Envelope envelope, SecretPlace place, Token token) {
        try {
            return envelope.decrypt(place, token);
        } catch (SecretFlaw flaw) {
            throw refusal(place, flaw);
        }
    }

    private static SecretException refusal(SecretPlace place, SecretFlaw flaw) {
        String where = place.path().isEmpty() ? "" : " at " + place.path();
        String key = flaw.keyId().isEmpty() ? "" : ", key \"" + flaw.keyId() + "\",";
        return new SecretException(
                place.document() + ": the encrypted value" + where + key + " " + flaw.what(),
                place.document(),
                null,
                place.path(),
                flaw.keyId());
    }
}
