package io.edict.plain.internal.secrets;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted value as it stands in a text: {@code enc(1:KEY:BODY)}; or {@code enc(text:TEXT)}, which stands for a text that
 * would otherwise be taken for one.
 *
 * @param keyId the master key's id; empty for a text in clear
 * @param body the envelope in base64url, or the text
 */
public record Token(String keyId, String body) {
    /** How every one begins. */
    public static final String START = "enc(";

    private static final String CLEAR = "enc(text:";
    private static final String FORMAT = "1";
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern WHOLE = Pattern.compile("enc\\((\\d{1,9}):([^:)]{1,64}):([A-Za-z0-9_-]+)\\)");

    /**
     * Whether an id can be a key's.
     *
     * @param keyId the id
     * @return whether it has 1 to 64 letters, digits, dots, hyphens and underscores of ASCII
     */
    public static boolean isKeyId(String keyId) {
        return KEY_ID.matcher(keyId).matches();
    }

    /**
     * Reads a value.
     *
     * @param value the text of a value
     * @return the token, or null if the value is none
     * @throws SecretFlaw if it is meant to be one and is not
     */
    public static @Nullable Token of(String value) throws SecretFlaw {
        if (!value.startsWith(START)) {
            if (WHOLE.matcher(value).find()) {
                throw new SecretFlaw(
                        "",
                        "stands within a longer text; give it a value of its own, and refer to that by a substitution");
            }
            return null;
        }
        if (value.startsWith(CLEAR) && value.endsWith(")")) {
            return new Token("", value.substring(CLEAR.length(), value.length() - 1));
        }
        Matcher matcher = WHOLE.matcher(value);
        if (!matcher.matches()) {
            throw new SecretFlaw(
                    "", "is damaged; encrypt it again, or write enc(text:TEXT) for a text that begins with enc(");
        }
        if (!matcher.group(1).equals(FORMAT)) {
            throw new SecretFlaw("", "has a format that this release does not know; update Edict");
        }
        if (!isKeyId(matcher.group(2))) {
            throw new SecretFlaw("", "names a key in a way that no key is named; encrypt it again");
        }
        return new Token(matcher.group(2), matcher.group(3));
    }

    /** All that may be encrypted values in a text. */
    static Matcher in(String text) {
        return WHOLE.matcher(text);
    }

    /**
     * Whether it stands for a text in clear.
     *
     * @return whether nothing is encrypted
     */
    public boolean isClear() {
        return keyId.isEmpty();
    }

    static Token of(String keyId, byte[] envelope) {
        return new Token(keyId, Base64.getUrlEncoder().withoutPadding().encodeToString(envelope));
    }

    /** The envelope's bytes, or null if these are not what an envelope is written as. */
    byte @Nullable [] envelope() {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(body);
            // The last character may have bits that count for nothing; only one way of writing them is accepted.
            return of(keyId, bytes).body.equals(body) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * How it stands in a text.
     *
     * @return for example {@code enc(1:2026-11:AAAA)}
     */
    public String text() {
        return isClear() ? CLEAR + body + ")" : START + FORMAT + ":" + keyId + ":" + body + ")";
    }

    /** Returns the key's id, and no more. */
    @Override
    public String toString() {
        return "Token[key " + keyId + "]";
    }
}
