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
        Optional<String> flaw = flaw(text);
        if (flaw.isPresent()) {
            throw new FlawException(flaw.get(), place(text, flaw.get()));
        }
        return ConfigValueFactory.fromMap(nested(load(text)), origin).toConfig();
    }

    /**
     * Puts keys into one another by their dots, as typesafe-config does, which takes time in the second power of their
     * elements: where a key has both a value and keys below it, the keys win.
     */
    private static Map<String, Object> nested(Properties properties) {
        Map<String, Object> root = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            Map<String, Object> around = root;
            int start = 0;
            for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', start)) {
                around = inner(around, key.substring(start, dot));
                start = dot + 1;
            }
            around.putIfAbsent(key.substring(start), properties.getProperty(key));
        }
        return root;
    }

    @SuppressWarnings("unchecked") // only this class puts maps there
    private static Map<String, Object> inner(Map<String, Object> around, String element) {
        return (Map<String, Object>)
                around.compute(element, (key, value) -> value instanceof Map ? value : new HashMap<String, Object>());
    }

    private static Optional<String> flaw(String text) {
        try {
            boolean tooDeep = load(text).stringPropertyNames().stream()
                    .anyMatch(key -> key.chars().filter(c -> c == '.').count() >= Outline.MAX_DEPTH);
            return tooDeep ? Optional.of(TOO_DEEP) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(MALFORMED);
        }
    }

    private static Properties load(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** A flaw lies in the last line of the shortest run of lines that has it. */
    private static Place place(String text, String flaw) {
        int good = 0;
        int bad = text.length();
        while (text.indexOf('\n', good) >= 0 && text.indexOf('\n', good) < bad - 1) {
            int middle = middleLineEnd(text, good, bad);
            if (flaw(text.substring(0, middle)).isPresent()) {
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
