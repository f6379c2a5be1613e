package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;

/** Reads HOCON and JSON. Does not resolve substitutions. */
final class TypesafeReader {
    private final ConfigParseOptions options;
    private final boolean comments;

    /**
     * A reader of one of the two languages.
     *
     * @param syntax HOCON or JSON
     * @param origin what values say they come from
     */
    TypesafeReader(ConfigSyntax syntax, String origin) {
        this.options = options(syntax, origin).setIncluder(new NoIncludes());
        this.comments = syntax == ConfigSyntax.CONF;
    }

    static ConfigParseOptions options(ConfigSyntax syntax, String origin) {
        return ConfigParseOptions.defaults()
                .setSyntax(syntax)
                .setOriginDescription(origin)
                .setAllowMissing(false);
    }

    Config read(String text) throws FlawException {
        Outline.check(text, comments);
        try {
            return ConfigFactory.parseString(text, options);
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever a text brings about in the parser is the text's fault and must not end the thread.
            Symptom symptom = Symptom.of(e);
            throw new FlawException(Wording.of(symptom), new FlawSearch(text, options, symptom).place());
        }
    }
}
