package io.edict.spring.internal.reload;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/** Finds what documents set and other property sources hide. */
final class Shadows {
    private Shadows() {}

    /** The names that a document sets in vain, with the source that hides each. */
    static Map<String, String> in(PinnedEnvironment environment) {
        Map<String, String> shadows = new TreeMap<>();
        for (int i = 0; i < environment.strata().size(); i++) {
            Stratum stratum = environment.strata().get(i);
            if (stratum.place() >= 0) {
                int above = i;
                environment.pinned().parts().get(stratum.place()).allNames().forEach(name -> {
                    String by = hiding(environment, above, ConfigurationPropertyName.adapt(name, '.'));
                    if (by != null) {
                        shadows.put(name, by);
                    }
                });
            }
        }
        return Collections.unmodifiableMap(shadows);
    }

    private static @Nullable String hiding(PinnedEnvironment environment, int above, ConfigurationPropertyName name) {
        for (Stratum stratum : environment.strata().subList(0, above)) {
            ConfigurationPropertySource names = stratum.names();
            if (names != null && names.getConfigurationProperty(name) != null) {
                return stratum.source().getName();
            }
        }
        return null;
    }
}
