package io.edict.plain.internal.layers;

import com.typesafe.config.ConfigOrigin;
import io.edict.plain.internal.content.Parsed;

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
}
