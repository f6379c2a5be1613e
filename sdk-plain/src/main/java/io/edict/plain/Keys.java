package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.secrets.Aes;
import io.edict.plain.internal.secrets.Token;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * Master keys that are kept in a file or in an environment variable.
 *
 * <p>Both hold lines, or parts between semicolons: {@code ID = KEY} for each key, 32 bytes in base64, and one
 * {@code current = ID} for the key that new values are encrypted under. What begins with {@code #} says nothing.
 *
 * <pre>
 * current = 2026-11
 * 2026-11 = q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=
 * 2026-05 = ...
 * </pre>
 */
public final class Keys {
    /** The environment variable that keys stand in, where no other is named. */
    public static final String VARIABLE = "EDICT_KEYS";

    private static final String CURRENT = "current";

    private Keys() {}

    /**
     * Keys in a file. It is looked at before each use and read again when it has changed, so that keys are added, made
     * current and taken away without a restart. Where the file system knows owners, nobody else may have access to it.
     *
     * <p>While the file cannot be used, the keys that were read before still count; others are missing, and the error says
     * why. Replace it as a whole, by renaming another file to it.
     *
     * @param file the file; it need not be there yet
     * @return the provider
     */
    public static KeyProvider file(Path file) {
        return new KeyFile(file);
    }

    /**
     * Keys in the environment variable {@value #VARIABLE}.
     *
     * @return the provider
     */
    public static KeyProvider environment() {
        return environment(VARIABLE, System.getenv());
    }

    /**
     * Keys in a variable. It is read at the first use.
     *
     * @param name the variable's name
     * @param environment the environment, for example {@code System.getenv()}
     * @return the provider
     */
    public static KeyProvider environment(String name, Map<String, String> environment) {
        return new KeyVariable(name, environment);
    }

    /**
     * Makes a new key, as a line for a file or a variable.
     *
     * @param id its id: 1 to 64 letters, digits, dots, hyphens and underscores of ASCII
     * @return {@code ID = KEY}; it must be kept as secret as all that will be encrypted under it
     * @throws InvalidRequestException if the id cannot be one
     */
    public static String newKey(String id) {
        if (!Token.isKeyId(id) || id.equals(CURRENT)) {
            throw new InvalidRequestException(
                    "A key's id must be 1 to 64 letters, digits, dots, hyphens and underscores," + " and not \""
                            + CURRENT + "\"; choose another, for example 2026-11");
        }
        return id + " = " + Base64.getEncoder().encodeToString(Aes.newKey());
    }
}
