package io.edict.plain.internal.content;

import java.util.Locale;

/**
 * The one rule by which names in code and keys in configuration are held to be the same although they are spelt
 * differently: {@code maxSize}, {@code max-size}, {@code max_size} and {@code MAX_SIZE} are one name.
 */
public final class KeyNames {
    private KeyNames() {}

    /**
     * Reduces a name to what counts: without {@code -} and {@code _}, and in lower case. Names of the same canonical form
     * are the same to whoever is not exact.
     *
     * @param name a key, one element of a path
     * @return its canonical form, empty if it is made of signs alone
     */
    public static String canonical(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
