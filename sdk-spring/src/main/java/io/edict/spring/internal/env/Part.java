package io.edict.spring.internal.env;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.edict.DocumentId;
import io.edict.Masking;
import io.edict.Snapshot;
import io.edict.VersionInfo;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
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
    /** Asked for each property that is read: without the wrapper of what is handed out. */
    private final Map<String, OriginTrackedValue> values;

    private final Map<String, OriginTrackedValue> tracked;
    private final Set<String> secrets;
    private final String[] names;

    /** What readers work out of the names, for as long as somebody has this part, and no longer. */
    private final AtomicReference<@Nullable Object> workedOut = new AtomicReference<>();

    private Part(
            DocumentId document,
            @Nullable VersionInfo info,
            Map<String, OriginTrackedValue> values,
            Set<String> secrets) {
        this.document = document;
        this.info = info;
        this.values = values;
        this.tracked = Collections.unmodifiableMap(values);
        this.secrets = Collections.unmodifiableSet(secrets);
        this.names = values.keySet().toArray(String[]::new);
    }

    /**
     * A document that is not there, or not yet.
     *
     * @param document the document
     * @return its empty part
     */
    public static Part absent(DocumentId document) {
        return new Part(document, null, Map.of(), Set.of());
    }

    /**
     * A version of a document.
     *
     * @param snapshot the version
     * @return its part
     */
    public static Part of(Snapshot snapshot) {
        Flattening flat = new Flattening(snapshot.info(), new LinkedHashMap<>(), new HashSet<>());
        flat.addObject("", snapshot.config().root());
        return new Part(snapshot.id(), snapshot.info(), flat.values(), flat.secrets());
    }

    /** Makes flat names of what a document has. */
    private record Flattening(VersionInfo info, Map<String, OriginTrackedValue> values, Set<String> secrets) {
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
                    values.put(name, OriginTrackedValue.of(plain, origin));
                    if (Masking.isSecret(value)) {
                        secrets.add(name);
                    }
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
        return values.containsKey(name);
    }

    /**
     * A value, by its exact name.
     *
     * @param name the name
     * @return the text, number or boolean, or null if there is none
     */
    public @Nullable Object value(String name) {
        OriginTrackedValue value = values.get(name);
        return value == null ? null : value.getValue();
    }

    /** Where a value stands, or null if there is none. */
    @Nullable
    Origin origin(String name) {
        OriginTrackedValue value = values.get(name);
        return value == null ? null : value.getOrigin();
    }

    /**
     * What somebody works out of this part once, and wants to find again with it. There is room for one such object, which goes
     * when the part goes: a map from parts would keep it until the next look at that map, however large it is.
     *
     * @param type its class
     * @param make works it out; may be called twice
     * @param <T> the type
     * @return the object
     */
    public <T> T workedOut(Class<T> type, Function<Part, T> make) {
        Object known = workedOut.get();
        if (known == null) {
            T made = make.apply(this);
            known = workedOut.compareAndSet(null, made) ? made : Objects.requireNonNull(workedOut.get());
        }
        return type.cast(known);
    }

    /**
     * All values with their origins, for a property source of Spring Boot's that never changes.
     *
     * @return the values, by name
     */
    public Map<String, OriginTrackedValue> tracked() {
        return tracked;
    }

    /**
     * The names, as a set to go through.
     *
     * @return the names
     */
    public Iterable<String> allNames() {
        return tracked.keySet();
    }

    /**
     * The names of values that stand encrypted in the document, or are made of such.
     *
     * @return the names, none if nothing is secret
     */
    public Set<String> secretNames() {
        return secrets;
    }

    /** Returns document, version and number of keys; never a value. */
    @Override
    public String toString() {
        return document + (info == null ? " (absent)" : " version " + info.version()) + ", " + names.length + " keys";
    }
}
