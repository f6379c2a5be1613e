package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads Java properties. Values have no line in their origin, because {@link Properties} does not tell it. */
final class PropertiesReader {
    private static final String MALFORMED = "a malformed \\u escape sequence";
    private static final String TOO_DEEP = "a key of more than " + Outline.MAX_DEPTH + " elements";

    private final String origin;

    /**
     * A reader.
     *
     * @param origin what values say they come from
     */
    PropertiesReader(String origin) {
        this.origin = origin;
    }

    Config read(String text) throws FlawException {
        Nest nest = new Nest();
        Optional<String> flaw = flaw(text, nest);
        if (flaw.isPresent()) {
            throw new FlawException(flaw.get(), place(text, flaw.get()));
        }
        return ConfigValueFactory.fromMap(nest.root, origin).toConfig();
    }

    /**
     * Puts keys into one another by their dots as they are read; typesafe-config does so as well, in a time of the second
     * power of their elements. Where a key has both a value and keys below it, the keys win.
     */
    private static final class Nest extends Properties {
        private static final long serialVersionUID = 1;

        private final transient Map<String, Object> root = new HashMap<>();
        private transient boolean tooDeep;
        /** Where the key before belongs: mostly the next one does as well. */
        private transient String prefix = "";

        private transient Map<String, Object> around = root;

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            String path = (String) key;
            int dot = path.lastIndexOf('.');
            if (dot < 0) {
                set(root, path, value);
            } else if ((dot == prefix.length() && around != root && path.startsWith(prefix)) || enter(path, dot)) {
                set(around, path.substring(dot + 1), value);
            }
            return null;
        }

        private static void set(Map<String, Object> around, String key, Object value) {
            Object there = around.putIfAbsent(key, value);
            if (there != null && !(there instanceof Map)) {
                around.put(key, value);
            }
        }

        /** Goes where a path leads up to its last dot; false if it leads too deep. */
        private boolean enter(String path, int last) {
            Map<String, Object> at = root;
            int start = 0;
            for (int elements = 1; start <= last; elements++) {
                if (elements >= Outline.MAX_DEPTH) {
                    tooDeep = true;
                    return false;
                }
                int dot = path.indexOf('.', start);
                at = inner(at, path.substring(start, dot));
                start = dot + 1;
            }
            prefix = path.substring(0, last);
            around = at;
            return true;
        }

        @SuppressWarnings("unchecked") // only this class puts maps there
        private static Map<String, Object> inner(Map<String, Object> around, String element) {
            Object there = around.get(element);
            if (there instanceof Map) {
                return (Map<String, Object>) there;
            }
            Map<String, Object> made = new HashMap<>();
            around.put(element, made);
            return made;
        }
    }

    private static Optional<String> flaw(String text, Nest nest) {
        try {
            nest.load(new StringReader(text));
            return nest.tooDeep ? Optional.of(TOO_DEEP) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(MALFORMED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A flaw lies in the last line of the shortest run of lines that has it. */
    private static Place place(String text, String flaw) {
        int good = 0;
        int bad = text.length();
        while (text.indexOf('\n', good) >= 0 && text.indexOf('\n', good) < bad - 1) {
            int middle = middleLineEnd(text, good, bad);
            if (flaw(text.substring(0, middle), new Nest()).isPresent()) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        return Place.of(text, flaw.equals(MALFORMED) ? malformedEscape(text, good, bad) : good);
    }

    /** The line end between two line ends that is nearest to their middle from above, or else from below. */
    private static int middleLineEnd(String text, int good, int bad) {
        int above = text.indexOf('\n', (good + bad) >>> 1) + 1;
        return above > 0 && above < bad ? above : text.lastIndexOf('\n', ((good + bad) >>> 1) - 1) + 1;
    }

    private static int malformedEscape(String text, int start, int end) {
        for (int i = start; i < end - 1; i++) {
            if (text.charAt(i) == '\\') {
                if (text.charAt(i + 1) == 'u' && !fourHexDigits(text, i + 2, end)) {
                    return i;
                }
                i++;
            }
        }
        return start;
    }

    private static boolean fourHexDigits(String text, int start, int end) {
        return start + 4 <= end && text.substring(start, start + 4).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
