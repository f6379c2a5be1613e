package io.edict.spring.internal.reload;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Names of properties as people write them. */
final class Names {
    private Names() {}

    /** A name in kebab case, in camel case, or as an environment variable. */
    static ConfigurationPropertyName of(String name) {
        boolean variable =
                name.indexOf('.') < 0 && name.indexOf('_') >= 0 && name.chars().noneMatch(Character::isLowerCase);
        return ConfigurationPropertyName.adapt(name, variable ? '_' : '.');
    }
}
