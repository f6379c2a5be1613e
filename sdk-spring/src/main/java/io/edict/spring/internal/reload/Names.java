package io.edict.spring.internal.reload;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Names of properties as people write them. */
final class Names {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)");
    private static final Pattern NAME = Pattern.compile("[\\w.\\[\\]-]+");

    private Names() {}

    /** The names that a text's placeholders name outright. */
    static Set<String> placeholders(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (isName(matcher.group(1))) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** Whether a text can only be a name. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** A name in kebab case, in camel case, or as an environment variable. */
    static ConfigurationPropertyName of(String name) {
        boolean variable =
                name.indexOf('.') < 0 && name.indexOf('_') >= 0 && name.chars().noneMatch(Character::isLowerCase);
        return ConfigurationPropertyName.adapt(name, variable ? '_' : '.');
    }
}
