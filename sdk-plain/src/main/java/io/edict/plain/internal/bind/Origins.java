package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigOrigin;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.BindingProblem.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which document and version a value comes from. Implementations may be used from any thread.
 *
 * <p>Values of parsed documents have {@code <id> version <version>} as the description of their origin; values of other
 * layers have something else there, which is told as it is and must hold no value.
 */
public interface Origins {
    /**
     * Where a value comes from.
     *
     * @param origin the value's origin, or null for what stands nowhere
     * @return the source
     */
    Origin of(@Nullable ConfigOrigin origin);

    /**
     * Values of one document.
     *
     * @param document the document
     * @param version its version
     * @return what tells so
     */
    static Origins of(DocumentId document, Version version) {
        String name = document + " version " + version;
        return origin -> new Origin(name, new Place(document, version, line(origin)));
    }

    /**
     * Values of several documents and other sources, in layers.
     *
     * @param documents the documents with their versions
     * @return what tells them by the descriptions of their origins
     */
    static Origins of(Map<DocumentId, Version> documents) {
        return new LayeredOrigins(documents);
    }

    /**
     * The line of an origin.
     *
     * @param origin the origin, if there is one
     * @return the line, from 1, or 0 if it is not known
     */
    static int line(@Nullable ConfigOrigin origin) {
        return origin == null ? 0 : Math.max(0, origin.lineNumber());
    }

    /**
     * A value's source.
     *
     * @param name what to call it: {@code shop/orders version 3}, {@code system properties}
     * @param place document, version and line, as far as there are any
     */
    record Origin(String name, Place place) {}
}
