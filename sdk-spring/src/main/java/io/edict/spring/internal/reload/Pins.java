package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySource.StubPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Pins environments. What Spring Boot works out of the names of a source is kept as long as the source cannot change: that of
 * a document as long as its version is in use, so that a commit pays for the documents that it changes.
 */
final class Pins {
    /** What Spring Boot attaches to an environment in order to bind from it; it reads the sources of the original. */
    private static final String ATTACHED = "configurationProperties";

    private final ConfigurableEnvironment environment;
    private final Conversions conversions;
    private final PinnedEnvironment.TypeValues values;
    private final ScopedBinder scoped;

    @GuardedBy("this")
    private IdentityHashMap<PropertySource<?>, Stratum> others = new IdentityHashMap<>();

    /** The names of the documents' versions that were looked at last, by the documents' places. */
    @GuardedBy("this")
    private final Map<Integer, NameIndex> indexes = new HashMap<>();

    Pins(ConfigurableEnvironment environment, Conversions conversions, PinnedEnvironment.TypeValues values) {
        this.environment = environment;
        this.values = values;
        this.conversions = conversions;
        this.scoped = new ScopedBinder(conversions);
    }

    /** Pins the environment to a generation. */
    PinnedEnvironment pin(Generation generation) {
        return new PinnedEnvironment(generation, strata(generation), conversions, scoped, values);
    }

    private synchronized List<Stratum> strata(Generation generation) {
        List<Stratum> strata = new ArrayList<>();
        IdentityHashMap<PropertySource<?>, Stratum> kept = new IdentityHashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof DocumentPropertySource ours) {
                strata.add(document(ours, generation));
            } else if (!source.getName().equals(ATTACHED) && !(source instanceof StubPropertySource)) {
                Stratum known = others.get(source);
                Stratum stratum = known != null ? known : new Stratum(source, !isImmutable(source));
                strata.add(stratum);
                if (isImmutable(source)) {
                    kept.put(source, stratum);
                }
            }
        }
        others = kept;
        return strata;
    }

    private Stratum document(DocumentPropertySource source, Generation generation) {
        return generation.parts().get(source.place()).workedOut(Stratum.class, part -> {
            PropertySource<?> frozen = new OriginTrackedMapPropertySource(source.getName(), part.tracked(), true);
            return new Stratum(frozen, new DocumentNames(part, index(source.place(), part), frozen), source.place());
        });
    }

    private synchronized NameIndex index(int place, Part part) {
        NameIndex index = NameIndex.of(part.tracked().keySet(), indexes.get(place));
        indexes.put(place, index);
        return index;
    }

    private static boolean isImmutable(PropertySource<?> source) {
        return source instanceof OriginTrackedMapPropertySource map
                ? map.isImmutable()
                : source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                        && source.getSource() == System.getenv();
    }
}
