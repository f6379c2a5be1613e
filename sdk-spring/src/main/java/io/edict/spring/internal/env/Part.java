package io.edict.spring.internal.env;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.edict.DocumentId;
import io.edict.Masking;
import io.edict.Snapshot;
import io.edict.VersionInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * One version of a document as Spring's environment reads it: flat names, such as {@code pool.nodes[0].host}. Immutable; the
 * array of names is shared and must not be changed.
 *
 * <p>A key with characters other than letters, digits, {@code -} and {@code _} stands in brackets, as Spring Boot wants it:
 * {@code routes[/a/b]}. An empty list reads as an empty text; an empty object and a null are not there.
 */
public final class Part {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private final DocumentId document;
    private final @Nullable VersionInfo info;
    private final Map<String, Leaf> leaves;
    private final String[] names;

    private record Leaf(Object value, Origin origin, boolean secret) {}

    private Part(DocumentId document, @Nullable VersionInfo info, Map<String, Leaf> leaves) {
        this.document = document;
        this.info = info;
        this.leaves = leaves;
        this.names = leaves.keySet().toArray(String[]::new);
    }

    /**
     * A document that is not there, or not yet.
     *
     * @param document the document
     * @return its empty part
     */
    public static Part absent(DocumentId document) {
        return new Part(document, null, Map.of());
    }

    /**
     * A version of a document.
     *
     * @param snapshot the version
     * @return its part
     */
    public static Part of(Snapshot snapshot) {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        new Flattening(snapshot.info(), leaves).addObject("", snapshot.config().root());
        return new Part(snapshot.id(), snapshot.info(), leaves);
    }

    /** Makes flat names of what a document has. */
    private record Flattening(VersionInfo info, Map<String, Leaf> leaves) {
        void addObject(String name, ConfigObject object) {
            new TreeMap<>(object).forEach((key, value) -> add(below(name, key), value));
        }

        private static String below(String name, String key) {
            if (!PLAIN.matcher(key).matches()) {
                return name + "[" + key + "]";
            }
            return name.isEmpty() ? key : name + "." + key;
        }

        private void add(String name, ConfigValue value) {
            if (value instanceof ConfigObject object) {
                addObject(name, object);
            } else if (value instanceof ConfigList list && !list.isEmpty()) {
                for (int i = 0; i < list.size(); i++) {
                    add(name + "[" + i + "]", list.get(i));
                }
            } else {
                Object plain = value instanceof ConfigList ? "" : value.unwrapped();
                if (plain != null) {
                    int line = value.origin().lineNumber();
                    Origin origin = new DocumentOrigin(info.id(), info.version(), line);
                    leaves.put(name, new Leaf(plain, origin, Masking.isSecret(value)));
                }
            }
        }
    }

    /**
     * The document.
     *
     * @return its id
     */
    public DocumentId document() {
        return document;
    }

    /**
     * The version.
     *
     * @return its record, or empty if the document is not there
     */
    public Optional<VersionInfo> info() {
        return Optional.ofNullable(info);
    }

    /** The names, sorted, always the same array. */
    String[] names() {
        return names;
    }

    /** Whether there is a value of exactly this name. */
    boolean has(String name) {
        return leaves.containsKey(name);
    }

    /**
     * A value, by its exact name.
     *
     * @param name the name
     * @return the text, number or boolean, or null if there is none
     */
    public @Nullable Object value(String name) {
        Leaf leaf = leaves.get(name);
        return leaf == null ? null : leaf.value();
    }

    /** Where a value stands, or null if there is none. */
    @Nullable
    Origin origin(String name) {
        Leaf leaf = leaves.get(name);
        return leaf == null ? null : leaf.origin();
    }

    /**
     * All values with their origins, for a property source of Spring Boot's that never changes.
     *
     * @return a new map, by name
     */
    public Map<String, OriginTrackedValue> tracked() {
        Map<String, OriginTrackedValue> tracked = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> tracked.put(name, OriginTrackedValue.of(leaf.value(), leaf.origin())));
        return tracked;
    }

    /**
     * The names, as a set to go through.
     *
     * @return the names
     */
    public Iterable<String> allNames() {
        return leaves.keySet();
    }

    /**
     * The names of values that stand encrypted in the document, or are made of such.
     *
     * @return the names, none if nothing is secret
     */
    public Set<String> secretNames() {
        return leaves.entrySet().stream()
                .filter(leaf -> leaf.getValue().secret())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns document, version and number of keys; never a value. */
    @Override
    public String toString() {
        return document + (info == null ? " (absent)" : " version " + info.version()) + ", " + names.length + " keys";
    }
}
