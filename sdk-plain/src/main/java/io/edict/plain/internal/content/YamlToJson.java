package io.edict.plain.internal.content;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Writes the events of one YAML document down as JSON, each on its line. Refuses what configuration has no use for, or
 * what could multiply a text: a second document, another root than a mapping, tags, anchors and aliases, keys that are no
 * scalars, keys that occur twice, and deep nesting.
 */
final class YamlToJson {
    static final String TAG = "a tag; tags are not allowed in distributed documents";
    private static final String ALIAS = "an anchor or alias; neither is allowed in distributed documents";

    private final StringBuilder json = new StringBuilder();
    private final Deque<Level> levels = new ArrayDeque<>();

    private int line = 1;
    private boolean begun;

    /** The JSON; an empty object if there was no document. */
    String text() {
        return json.isEmpty() ? "{}" : json.toString();
    }

    void write(Event event) throws FlawException {
        if (event instanceof DocumentStartEvent) {
            refuseIf(begun, "a second document; there can be only one", event);
            begun = true;
        } else if (event instanceof AliasEvent) {
            throw refusal(ALIAS, event);
        } else if (event instanceof NodeEvent node) {
            refuseIf(node.getAnchor().isPresent(), ALIAS, event);
            node(node);
        } else if (event instanceof CollectionEndEvent) {
            json.append(levels.pop().keys == null ? ']' : '}');
        }
    }

    private void node(NodeEvent node) throws FlawException {
        Level level = levels.peek();
        refuseIf(level == null && !(node instanceof MappingStartEvent), "the document must be a mapping", node);
        toLine(node);
        if (level != null && level.separates()) {
            json.append(',');
        }
        if (level != null && level.expectsKey()) {
            key(level, node);
        } else if (node instanceof ScalarEvent scalar) {
            refuseIf(scalar.getTag().isPresent(), TAG, node);
            json.append(YamlScalars.json(scalar));
        } else if (node instanceof CollectionStartEvent collection) {
            open(collection);
        }
        if (level != null) {
            level.nodes++;
        }
    }

    private void key(Level level, NodeEvent node) throws FlawException {
        if (!(node instanceof ScalarEvent key)) {
            throw refusal("a key that is no plain text", node);
        }
        refuseIf(key.getTag().isPresent(), TAG, node);
        refuseIf(!level.isNew(key.getValue()), "a key that the mapping has already", node);
        json.append(ConfigUtil.quoteString(key.getValue())).append(':');
    }

    private void open(CollectionStartEvent collection) throws FlawException {
        refuseIf(collection.getTag().isPresent(), TAG, collection);
        refuseIf(
                levels.size() == Outline.MAX_DEPTH,
                "more than " + Outline.MAX_DEPTH + " levels of nesting",
                collection);
        boolean mapping = collection instanceof MappingStartEvent;
        json.append(mapping ? '{' : '[');
        levels.push(new Level(mapping ? new HashSet<>() : null));
    }

    /** JSON allows line breaks wherever an event is written. */
    private void toLine(Event event) {
        int wanted = place(event).line();
        while (line < wanted) {
            json.append('\n');
            line++;
        }
    }

    private static void refuseIf(boolean flawed, String what, Event event) throws FlawException {
        if (flawed) {
            throw refusal(what, event);
        }
    }

    private static FlawException refusal(String what, Event event) {
        return new FlawException(what, place(event));
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(Place.UNKNOWN);
    }

    /** An open collection: for a mapping the keys so far, and how many keys and values or entries have been written. */
    private static final class Level {
        private final @Nullable Set<String> keys;
        private int nodes;

        Level(@Nullable Set<String> keys) {
            this.keys = keys;
        }

        boolean expectsKey() {
            return keys != null && nodes % 2 == 0;
        }

        boolean separates() {
            return nodes > 0 && (keys == null || nodes % 2 == 0);
        }

        boolean isNew(String key) {
            return keys != null && keys.add(key);
        }
    }
}
