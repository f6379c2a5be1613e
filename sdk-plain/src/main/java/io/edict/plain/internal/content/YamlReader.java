package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigSyntax;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML. Only the parser's events are used: they build no objects and follow no tags. They are written down as JSON,
 * each value on the line that it has in the YAML, and typesafe-config reads that: so values know their lines, and numbers
 * keep the form in which they are written.
 */
final class YamlReader {
    private final LoadSettings settings;
    private final String origin;

    /**
     * A reader.
     *
     * @param origin what values say they come from
     */
    YamlReader(String origin) {
        this.origin = origin;
        this.settings = LoadSettings.builder()
                .setLabel(origin)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
    }

    Config read(String text) throws FlawException {
        String json = json(text);
        IndexedConfig quick = QuickReader.read(json, true, origin);
        if (quick != null) {
            return quick.config();
        }
        try {
            return ConfigFactory.parseString(json, TypesafeReader.options(ConfigSyntax.JSON, origin));
        } catch (ConfigException e) {
            // No JSON from here should fail. If some does, the exception's message quotes it and must not get out.
            throw new FlawException(Wording.of(Symptom.of(e)), Place.UNKNOWN);
        }
    }

    private String json(String text) throws FlawException {
        YamlToJson json = new YamlToJson();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                json.write(event);
            }
        } catch (MarkedYamlEngineException e) {
            throw new FlawException(
                    YamlWording.of(e),
                    e.getProblemMark()
                            .or(e::getContextMark)
                            .map(YamlReader::place)
                            .orElse(Place.UNKNOWN));
        } catch (ReaderException e) {
            throw new FlawException("a character that YAML does not allow", unprintable(text));
        } catch (RuntimeException e) {
            // Whatever a text brings about in the parser is the text's fault and must not end the thread.
            throw new FlawException("the text cannot be read", Place.UNKNOWN);
        }
        return json.text();
    }

    static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place unprintable(String text) {
        int at = 0;
        while (at < text.length() && StreamReader.isPrintable(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return Place.of(text, at);
    }
}
