package io.edict;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which values are secret, and shows configuration without them. Secret is what stands encrypted in a document, and
 * what was made of that by substitution: with {@code password = "enc(...)"}, also {@code url = "jdbc:x?p="${password}}.
 *
 * <p>The mark is part of a value's origin and goes with it wherever it is copied or joined. It cannot be written in a
 * document, and is lost when a value is rendered and parsed again.
 *
 * <p>All methods may be called from any thread; none blocks.
 */
public final class Masking {
    /** What is shown instead of a secret. */
    public static final String MASK = "******";

    /**
     * No comment in a document has a line feed in it, so nobody can write an equal one: where values are joined whose
     * comments are equal, typesafe-config keeps one's alone. The comment behind it names the key.
     */
    private static final String MARK = "secret\n";

    private static final String KEY = "key ";

    private Masking() {}

    /**
     * Marks a value as secret.
     *
     * @param value the value
     * @param keyId the key that it was encrypted under
     * @return the same value, marked
     */
    public static ConfigValue marked(ConfigValue value, String keyId) {
        List<String> comments = new ArrayList<>(value.origin().comments());
        comments.add(MARK);
        comments.add(KEY + keyId);
        return value.withOrigin(value.origin().withComments(comments));
    }

    /**
     * Tells whether a value is secret, or a list or an object with a secret in it.
     *
     * @param value the value
     * @return whether it must not be shown
     */
    public static boolean isSecret(ConfigValue value) {
        if (value instanceof ConfigObject object) {
            return object.values().stream().anyMatch(Masking::isSecret);
        }
        if (value instanceof ConfigList list) {
            return list.stream().anyMatch(Masking::isSecret);
        }
        return isMarked(value);
    }

    /**
     * The key that a secret was encrypted under; of one made of several, the first.
     *
     * @param value the value
     * @return the key's id, or empty if the value is no secret, or a list or an object
     */
    public static Optional<String> keyId(ConfigValue value) {
        return keyId(value.origin());
    }

    /**
     * The key that the value was encrypted under which has this origin; of one made of several, the first.
     *
     * @param origin the origin
     * @return the key's id, or empty if the value is no secret, or a list or an object
     */
    public static Optional<String> keyId(ConfigOrigin origin) {
        List<String> comments = origin.comments();
        for (int i = 0; i + 1 < comments.size(); i++) {
            if (comments.get(i).equals(MARK)) {
                return Optional.of(comments.get(i + 1).substring(KEY.length()));
            }
        }
        return Optional.empty();
    }

    /**
     * The value with {@value #MASK} in place of every secret in it.
     *
     * @param value the value, resolved
     * @return the same value if nothing of it is secret
     */
    public static ConfigValue masked(ConfigValue value) {
        if (!isSecret(value)) {
            return value;
        }
        if (value instanceof ConfigObject object) {
            Map<String, ConfigValue> values = new HashMap<>();
            object.forEach((key, inner) -> values.put(key, masked(inner)));
            return ConfigValueFactory.fromMap(values).withOrigin(value.origin());
        }
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                            list.stream().map(Masking::masked).toList())
                    .withOrigin(value.origin());
        }
        return ConfigValueFactory.fromAnyRef(MASK).withOrigin(value.origin());
    }

    /**
     * The value for people to read, without secrets.
     *
     * @param value the value, resolved
     * @return its text in one line, as JSON
     */
    public static String shown(ConfigValue value) {
        return masked(value).render(ConfigRenderOptions.concise());
    }

    private static boolean isMarked(ConfigValue value) {
        return value.origin().comments().contains(MARK);
    }
}
