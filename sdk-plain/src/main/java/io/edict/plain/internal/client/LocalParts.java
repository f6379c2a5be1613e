package io.edict.plain.internal.client;

import io.edict.Layer;
import io.edict.Layers;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.layers.LocalFile;
import io.edict.plain.internal.layers.LocalLayers;
import io.edict.plain.internal.layers.Part;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a view that are no documents. Overrides and the application's text are read once; files are looked at
 * again and again, on the worker, and a file's new text is tried before it counts as good.
 */
final class LocalParts {
    private static final int MOST_LOOKS = 100;

    private final Map<Layer, Part> fixed = new HashMap<>();
    private final Map<Layer.OfFile, LocalFile> files = new LinkedHashMap<>();
    /** New texts that nobody has tried yet. */
    private final Map<Layer.OfFile, Part> fresh = new ConcurrentHashMap<>();

    private final Map<Layer.OfFile, Part> tried = new ConcurrentHashMap<>();
    private final Map<Layer.OfFile, Part> good = new ConcurrentHashMap<>();

    /**
     * What looking at the files brought.
     *
     * @param changed whether a file has a new text that parses
     * @param refused the files that have none, with the reason
     */
    record News(boolean changed, Map<String, String> refused) {}

    /**
     * Reads all local layers.
     *
     * @throws InvalidDocumentException if the application's own text does not parse
     * @throws InvalidRequestException if a file cannot be used, or is not there and not optional
     */
    LocalParts(Layers layers, int maxBytes) {
        for (Layer layer : layers.layers()) {
            if (layer instanceof Layer.OfSystemProperties properties) {
                fixed.put(layer, LocalLayers.of(properties, systemProperties()));
            } else if (layer instanceof Layer.OfEnvironment environment) {
                fixed.put(layer, LocalLayers.of(environment, System.getenv()));
            } else if (layer instanceof Layer.OfText text) {
                fixed.put(layer, Part.text(text));
            } else if (layer instanceof Layer.OfFile file) {
                LocalFile reader = new LocalFile(file, maxBytes, InstantSource.system());
                files.put(file, reader);
                tried.put(file, first(file, settled(reader)));
            }
        }
        accepted();
    }

    /** A file that changes while it is read is looked at again. */
    private static LocalFile.Look settled(LocalFile reader) {
        LocalFile.Look look = reader.look();
        for (int i = 1; i < MOST_LOOKS && look instanceof LocalFile.Look.Unchanged; i++) {
            look = reader.look();
        }
        return look;
    }

    private static Part first(Layer.OfFile file, LocalFile.Look look) {
        if (look instanceof LocalFile.Look.Text text) {
            return Part.file(file, text.parsed());
        }
        if (look instanceof LocalFile.Look.Refused refused) {
            throw new InvalidRequestException(refused.reason());
        }
        if (look instanceof LocalFile.Look.Unchanged) {
            throw new InvalidRequestException(file + " changes all the time while it is read; write it less often");
        }
        if (!file.optional()) {
            throw new InvalidRequestException(
                    file + " is not there; put it there, or make the layer optional with Layer.optionalFile");
        }
        return Part.absent(file);
    }

    private static Map<String, String> systemProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> System.getProperty(name) != null)
                .collect(Collectors.toMap(name -> name, System::getProperty));
    }

    boolean hasFiles() {
        return !files.isEmpty();
    }

    /** What a layer consists of now; a file's new text included, though it has not been accepted yet. */
    @Nullable
    Part part(Layer layer) {
        Part part = fixed.get(layer);
        return part != null ? part : tried.get(layer);
    }

    /** Looks at the files. On the worker. */
    News look() {
        boolean changed = false;
        Map<String, String> refused = new LinkedHashMap<>();
        for (Map.Entry<Layer.OfFile, LocalFile> entry : files.entrySet()) {
            Layer.OfFile file = entry.getKey();
            LocalFile.Look look = entry.getValue().look();
            if (look instanceof LocalFile.Look.Text text) {
                fresh.put(file, Part.file(file, text.parsed()));
                changed = true;
            } else if (look instanceof LocalFile.Look.Missing && file.optional()) {
                fresh.put(file, Part.absent(file));
                changed = true;
            } else if (look instanceof LocalFile.Look.Missing) {
                refused.put(file.toString(), "it is not there any more");
            } else if (look instanceof LocalFile.Look.Refused bad) {
                refused.put(file.toString(), bad.reason());
            }
        }
        return new News(changed, refused);
    }

    /** The new texts count from now on, until they are accepted or refused. While no document of the view is judged. */
    void tryFresh() {
        fresh.forEach((file, part) -> {
            tried.put(file, part);
            fresh.remove(file, part);
        });
    }

    /** What was tried is in force. */
    void accepted() {
        good.putAll(tried);
    }

    /** What was tried is refused: the last good texts count again. Names the files. */
    List<String> takeBack() {
        List<String> refused = new ArrayList<>();
        tried.replaceAll((file, part) -> {
            Part last = good.get(file);
            if (last == null || last.equals(part)) {
                return part;
            }
            refused.add(file.toString());
            return last;
        });
        return refused;
    }
}
