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
    private final Common common;
    /** Where values are numbered; null within lists, which are values as a whole. */
    private final @Nullable Numbering numbering;

    private final int number;
    private final Fields fields = new Fields();
    private final List<String> comments = new ArrayList<>(0);
    private @Nullable Map<String, Branch> branches;
    private @Nullable ConfigObject object;
    private int line;
    private int endLine;

    private Branch(Common common, @Nullable Numbering numbering, int number, int line) {
        this.common = common;
        this.numbering = numbering;
        this.number = number;
        this.line = line;
        this.endLine = line;
    }

    /** The object around all others. */
    static Branch root(Common common, Numbering numbering, int line) {
        return new Branch(common, numbering, Numbering.ROOT, line);
    }

    /** An element of a list. */
    static Branch element(Common common, int line) {
        return new Branch(common, null, Numbering.ROOT, line);
    }

    /**
     * What all objects of a text have in common: where typesafe-config would say that values come from, the source and a
     * line or the lines from one to another; and whether any of them has a key twice.
     */
    static final class Common {
        private final ConfigOrigin source;
        private ConfigOrigin last;
        private boolean repeats;

        Common(ConfigOrigin source) {
            this.source = source;
            this.last = source;
        }

        boolean repeats() {
            return repeats;
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
        return fields.isEmpty();
    }

    /** The object at a key, made if none is there; null if there is one that does not merge as simply. */
    @Nullable
    Branch branch(String key, int at) {
        Branch there = branches == null ? null : branches.get(key);
        if (there != null) {
            return there.merges(at) ? there : null;
        }
        Branch made = new Branch(common, numbering, number(key), at);
        if (branches == null) {
            branches = new HashMap<>();
        }
        branches.put(key, made);
        fields.add(key, made);
        return made;
    }

    private boolean merges(int at) {
        line = Math.min(line, at);
        endLine = Math.max(endLine, at);
        object = null;
        return !fields.isEmpty() && comments.isEmpty();
    }

    /** Numbers what will be put at a key. */
    int number(String key) {
        return numbering == null ? Numbering.ROOT : numbering.add(key, number);
    }

    /**
     * Puts a value at a key; if something is there, this shows when the object is made.
     *
     * @param key the key
     * @param numberOfKey what the key was numbered
     * @param value the value
     * @param read the same as it was read: if it is simple, as Java has it
     */
    void put(String key, int numberOfKey, ConfigValue value, Object read) {
        fields.add(key, value);
        if (numbering == null) {
            return;
        }
        if (Numbering.isSimple(read)) {
            numbering.setSimple(numberOfKey, read);
        } else {
            numbering.set(numberOfKey, value);
        }
    }

    /** The object, made as soon as all of it seems to be read, while its values are at hand; once again if more follows. */
    ConfigObject object() {
        if (object == null) {
            object = made();
        }
        return object;
    }

    private ConfigObject made() {
        ConfigObject copy = ConfigValueFactory.fromMap(fields);
        common.repeats |= copy.size() < fields.size();
        ConfigOrigin origin = common.between(line, endLine);
        ConfigObject made = copy.withOrigin(comments.isEmpty() ? origin : origin.withComments(comments));
        if (number != Numbering.ROOT && numbering != null) {
            numbering.set(number, made);
        }
        return made;
    }
}
