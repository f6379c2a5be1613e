package io.edict.plain.internal.layers;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import io.edict.Masking;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.content.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a layer's value stands, in words. */
final class Origins {
    private Origins() {}

    /** For example {@code shop/orders version 3, line 2}; of a variable, its name. */
    static String of(Part part, ConfigOrigin origin) {
        Parsed parsed = part.parsed();
        if (parsed == null) {
            return origin.description();
        }
        String name = parsed.source().name();
        return origin.lineNumber() > 0 ? name + ", line " + origin.lineNumber() : name;
    }

    /**
     * What is said of a value that is secret, or of an object nothing.
     *
     * @param found what the layer has
     * @param inForce the value in force, if this layer decides it: it may be made of secrets that stand elsewhere
     */
    static String secret(Shape.Found found, @Nullable ConfigValue inForce) {
        if (found.kind() == Shape.Kind.OBJECT) {
            return "";
        }
        Optional<String> key =
                Masking.keyId(found.origin()).or(() -> inForce == null ? Optional.empty() : Masking.keyId(inForce));
        if (key.isPresent()) {
            return " (secret, key \"" + key.get() + "\")";
        }
        return inForce != null && Masking.isSecret(inForce) ? " (secret)" : "";
    }
}
