package io.edict.drill.journal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One record of a journal.
 *
 * @param micros when, by the machine's clock that does not jump, in microseconds; comparable between processes of one machine
 * @param kind what kind of record
 * @param fields the rest, in their order
 */
public record Entry(long micros, String kind, Map<String, String> fields) {
    private static final String TAB = "\t";

    /** The time now, for {@link #micros()}. */
    public static long now() {
        return System.nanoTime() / 1000;
    }

    /** Of names and values in turn. */
    public static Entry of(long micros, String kind, Object... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), clean(namesAndValues[i + 1].toString()));
        }
        return new Entry(micros, kind, fields);
    }

    private static String clean(String value) {
        return value.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }

    /** A field's value. */
    public String get(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("A record " + kind + " has no field " + name);
        }
        return value;
    }

    /** A field's value, or another where there is no such field. */
    public String get(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    /** A field of several values. */
    public List<String> list(String name) {
        String value = get(name, "");
        return value.isEmpty() ? List.of() : Arrays.asList(value.split(";", -1));
    }

    /** A copy with another value of one field. */
    public Entry with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new Entry(micros, kind, changed);
    }

    /** A copy at another time. */
    public Entry at(long otherMicros) {
        return new Entry(otherMicros, kind, fields);
    }

    /** The line that {@link #parse} reads. */
    public String line() {
        StringBuilder line = new StringBuilder(160).append(micros).append(TAB).append(kind);
        fields.forEach(
                (name, value) -> line.append(TAB).append(name).append('=').append(value));
        return line.toString();
    }

    /** Reads a line. */
    public static Entry parse(String line) {
        String[] parts = line.split(TAB, -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 2; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            fields.put(parts[i].substring(0, equals).intern(), parts[i].substring(equals + 1));
        }
        return new Entry(Long.parseLong(parts[0]), parts[1].intern(), fields);
    }
}
