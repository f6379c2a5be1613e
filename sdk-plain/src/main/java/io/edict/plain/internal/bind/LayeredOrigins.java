package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigOrigin;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.BindingProblem.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells layers by the descriptions of origins. An object that several layers contribute to has the description
 * {@code merge of …}; neither it nor what is missing in it stands in one document.
 */
final class LayeredOrigins implements Origins {
    /** typesafe-config appends the lines to the description that it was given. */
    private static final Pattern LINES = Pattern.compile(": \\d+(-\\d+)?$");

    private static final Origin NOWHERE = new Origin("the layers together", new Place(null, null, 0));

    private final Map<String, Place> documents = new HashMap<>();

    LayeredOrigins(Map<DocumentId, Version> versions) {
        versions.forEach((id, version) -> documents.put(id + " version " + version, new Place(id, version, 0)));
    }

    @Override
    public Origin of(@Nullable ConfigOrigin origin) {
        if (origin == null || origin.description().startsWith("merge of ")) {
            return NOWHERE;
        }
        String name = origin.lineNumber() < 1
                ? origin.description()
                : LINES.matcher(origin.description()).replaceFirst("");
        Place known = documents.get(name);
        int line = Origins.line(origin);
        return known == null
                ? new Origin(name, new Place(null, null, line))
                : new Origin(name, new Place(known.document(), known.version(), line));
    }
}
