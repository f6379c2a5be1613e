package io.edict.spring;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.env.PropertyResolver;

/**
 * The whole environment, held still at one generation of the imported documents: everything read from it belongs together.
 * Immutable as far as documents go; other property sources show what they show now. May be used from any thread.
 */
public interface EnvironmentView extends PropertyResolver {
    /**
     * Which generation this is. Generations of a context count from 0, which is what was imported.
     *
     * @return the number
     */
    long generation();

    /**
     * The version of an imported document.
     *
     * @param document the document
     * @return its record, or empty if it is not there or not imported
     */
    Optional<VersionInfo> version(DocumentId document);

    /**
     * Binds properties as Spring Boot binds {@code @ConfigurationProperties}, converters of the context included; without
     * validation.
     *
     * @param prefix what the names begin with
     * @param type a record, a class or an interface that Spring Boot can bind
     * @param <T> the type
     * @return the object, with defaults where nothing is set
     * @throws BindException if a value does not fit
     */
    <T> T bind(String prefix, Class<T> type);
}
