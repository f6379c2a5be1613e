package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object while its text is read: keys are put where they belong, one after the other, so that a thousand dotted keys
 * below one element cost what they would within braces. For one thread.
 */
final class Branch {
    private final Map<String, Object> inner = new HashMap<>();
    private final List<String> comments = new ArrayList<>(0);
    private int line;
    private int endLine;

    Branch(int line) {
        this.line = line;
        this.endLine = line;
    }

    /** Where typesafe-config would say that values come from: the source, and a line or the lines from one to another. */
    static final class Lines {
        private final ConfigOrigin source;
        private ConfigOrigin last;

        Lines(ConfigOrigin source) {
            this.source = source;
            this.last = source;
        }

        ConfigOrigin at(int line) {
            if (last.lineNumber() != line) {
                last = source.withLineNumber(line);
            }
            return last;
        }

        /** Only typesafe-config itself makes an origin of several lines: by merging. */
        private ConfigOrigin between(int line, int endLine) {
            return line == endLine
                    ? at(line)
                    : one("a", line).withFallback(one("b", endLine)).origin();
        }

        private ConfigObject one(String key, int line) {
            ConfigOrigin origin = at(line);
            ConfigValue value = ConfigValueFactory.fromAnyRef(true).withOrigin(origin);
            return ConfigValueFactory.fromMap(Map.of(key, value)).withOrigin(origin);
        }
    }

    /** Adds what is written about the object. */
    void comment(List<String> written) {
        comments.addAll(written);
    }

    boolean isEmpty() {
        return inner.isEmpty();
    }

    /** The object at a key, made if nothing is there; null if a value is, or an object that does not merge as simply. */
    @Nullable
    Branch branch(String key, int at) {
        Object there = inner.get(key);
        if (there == null) {
            Branch made = new Branch(at);
            inner.put(key, made);
            return made;
        }
        return there instanceof Branch branch && branch.merges(at) ? branch : null;
    }

    private boolean merges(int at) {
        line = Math.min(line, at);
        endLine = Math.max(endLine, at);
        return !inner.isEmpty() && comments.isEmpty();
    }

    /** Puts a value at a key; false if something is there. */
    boolean put(String key, ConfigValue value) {
        return inner.putIfAbsent(key, value) == null;
    }

    /**
     * The object.
     *
     * @param sum is told of all keys below
     * @param before the length of the path to here
     */
    ConfigObject object(Lines lines, PathSum sum, long before) {
        for (Map.Entry<String, Object> entry : inner.entrySet()) {
            long length = sum.add(entry.getKey(), before);
            if (entry.getValue() instanceof Branch branch) {
                entry.setValue(branch.object(lines, sum, length));
            }
        }
        ConfigOrigin origin = lines.between(line, endLine);
        return ConfigValueFactory.fromMap(inner)
                .withOrigin(comments.isEmpty() ? origin : origin.withComments(comments));
    }
}
