package io.edict.plain.internal.content;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the values that are merged into one when substitutions are resolved. typesafe-config shows them only as text, so
 * they are read from that: as it renders them, lowest layer first, all strings in quotes.
 *
 * @param length the length of the text
 * @param references the paths of all substitutions in it
 * @param joined the paths of those that are themselves merged, and do not merely stand within an object
 * @param objects the objects that are merged with them
 * @param plain whether there is anything else in it: text, a number, a list
 */
record Layer(
        int length,
        List<List<String>> references,
        List<List<String>> joined,
        List<ConfigObject> objects,
        boolean plain) {
    private static final ConfigParseOptions OPTIONS =
            ConfigParseOptions.defaults().setIncluder(new NoIncludes());

    /** The layers in a rendered value, lowest first. */
    static List<Layer> in(String rendered) {
        List<Layer> layers = new ArrayList<>();
        int start = 0;
        while (start <= rendered.length()) {
            int end = end(rendered, start);
            layers.add(of(rendered.substring(start, end)));
            start = end + 1;
        }
        return layers;
    }

    private static Layer of(String text) {
        List<List<String>> joined = new ArrayList<>();
        List<ConfigObject> objects = new ArrayList<>();
        boolean plain = false;
        int at = 0;
        while (at < text.length()) {
            int end = partEnd(text, at);
            String part = text.substring(at, end);
            if (part.startsWith("${")) {
                joined.addAll(Substitutions.in(part));
            } else if (part.startsWith("{")) {
                objects.add(ConfigFactory.parseString(part, OPTIONS).root());
            } else {
                plain = true;
            }
            at = end;
        }
        return new Layer(text.length(), Substitutions.in(text), joined, objects, plain);
    }

    /** Where the layer ends that begins at a place: at the next comma that stands in nothing else. */
    private static int end(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != ',') {
            at = partEnd(text, at);
        }
        return at;
    }

    /** Where a string, a substitution, an object, a list or any other character ends. */
    static int partEnd(String text, int start) {
        char c = text.charAt(start);
        if (c == '"') {
            return Math.min(text.length(), Substitutions.stringEnd(text, start) + 1);
        }
        if (text.startsWith("${", start)) {
            return Math.min(text.length(), Substitutions.end(text, start) + 1);
        }
        if (c != '{' && c != '[') {
            return start + 1;
        }
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != '}' && text.charAt(at) != ']') {
            at = partEnd(text, at);
        }
        return Math.min(text.length(), at + 1);
    }
}
