package io.edict;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A text that must not be shown: a password, a token. A component of this type is bound from any string, encrypted in the
 * document or not:
 *
 * <pre>{@code
 * record Database(String url, Secret password) {}
 * }</pre>
 *
 * <p>{@link #toString} shows no character of it, so that it can be part of a record that is logged. It is held as a
 * {@code String}, because the configuration holds it as one anyway: wiping a copy would be a pretence.
 *
 * <p>Immutable. All methods may be called from any thread.
 */
public final class Secret {
    /** So that a hash that gets out tells nothing to whoever tries words. */
    private static final int SALT = ThreadLocalRandom.current().nextInt();

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Wraps a text.
     *
     * @param text the text
     * @return the secret
     */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text, "text"));
    }

    /**
     * The text in clear, for whoever needs it. Do not keep it longer than needed, and do not show it.
     *
     * @return the text
     */
    public String reveal() {
        return text;
    }

    /** Secrets of the same text are equal. How long the comparison takes tells nothing but the lengths. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Objects.hash(SALT, text);
    }

    /** Returns {@value Masking#MASK}, whatever the text is. */
    @Override
    public String toString() {
        return Masking.MASK;
    }
}
