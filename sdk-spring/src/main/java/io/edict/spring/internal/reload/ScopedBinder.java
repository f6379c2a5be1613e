package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Binds class after class, of one generation after the other, by one binder of Spring Boot's: what that works out of converters
 * and editors takes as long as binding several classes. One bind at a time.
 */
final class ScopedBinder {
    private final Conversions conversions;

    @GuardedBy("this")
    private final Scope scope = new Scope();

    @GuardedBy("this")
    private @Nullable Binder binder;

    ScopedBinder(Conversions conversions) {
        this.conversions = conversions;
    }

    /** What one bind reads. */
    record Reading(List<ConfigurationPropertySource> names, PlaceholdersResolver placeholders) {}

    /** What the binder reads at the moment. */
    private static final class Scope implements Iterable<ConfigurationPropertySource>, PlaceholdersResolver {
        private Reading reading = new Reading(List.of(), PlaceholdersResolver.NONE);

        @Override
        public Iterator<ConfigurationPropertySource> iterator() {
            return reading.names().iterator();
        }

        @Override
        public @Nullable Object resolvePlaceholders(@Nullable Object value) {
            return reading.placeholders().resolvePlaceholders(value);
        }
    }

    /**
     * Binds what is below a prefix, as Spring Boot does.
     *
     * @param from what to read
     * @param prefix what the names begin with
     * @param target what to bind
     * @param handler takes part in it
     * @return the object
     */
    synchronized Object bind(
            Reading from, ConfigurationPropertyName prefix, Bindable<Object> target, BindHandler handler) {
        Reading outer = scope.reading; // constructors are the application's, and may ask for a value themselves
        scope.reading = from;
        try {
            Binder known = binder;
            if (known == null) {
                known = conversions.binder(scope, scope);
                binder = known;
            }
            return known.bindOrCreate(prefix, target, handler);
        } finally {
            scope.reading = outer;
        }
    }
}
