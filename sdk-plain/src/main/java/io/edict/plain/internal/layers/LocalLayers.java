package io.edict.plain.internal.layers;

import io.edict.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes layers of system properties and environment variables, which are given from outside. */
public final class LocalLayers {
    /** As deep as texts may nest; a name with more elements is no path. */
    private static final int MAX_DEPTH = 100;

    private LocalLayers() {}

    /**
     * The system properties of a layer.
     *
     * @param layer the layer
     * @param properties all system properties
     * @return the part; it no longer depends on the map
     */
    public static Part of(Layer.OfSystemProperties layer, Map<String, String> properties) {
        return part(layer, layer.prefix(), properties, new Style("system property ", ".", Function.identity()));
    }

    /**
     * The environment variables of a layer.
     *
     * @param layer the layer
     * @param variables all environment variables
     * @return the part; it no longer depends on the map
     */
    public static Part of(Layer.OfEnvironment layer, Map<String, String> variables) {
        return part(
                layer,
                layer.prefix(),
                variables,
                new Style("environment ", "_", element -> element.toLowerCase(Locale.ROOT)));
    }

    private static Part part(Layer layer, String prefix, Map<String, String> all, Style style) {
        List<Overrides.Entry> entries = new ArrayList<>();
        all.forEach((name, value) -> {
            List<String> elements =
                    name.startsWith(prefix) ? style.elements(name.substring(prefix.length())) : List.of();
            if (!elements.isEmpty() && elements.size() <= MAX_DEPTH) {
                entries.add(new Overrides.Entry(elements, value, style.kind + name));
            }
        });
        return Part.overrides(layer, new Overrides(entries));
    }

    /**
     * How paths are written in names.
     *
     * @param kind what is said before the name
     * @param separator what separates elements; elements without characters are left out
     * @param spelling how an element is spelt that no lower layer has
     */
    private record Style(String kind, String separator, Function<String, String> spelling) {
        List<String> elements(String path) {
            return Arrays.stream(path.split(Pattern.quote(separator), -1))
                    .filter(element -> !element.isEmpty())
                    .map(spelling)
                    .toList();
        }
    }
}
