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
     * Which generation this is: 0 is what was imported, a later one has a greater number. Numbers of what was refused are
     * left out.
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
     * What the live value of a class was, or is, at this generation.
     *
     * @param type the class with {@code @ConfigurationProperties}
     * @param <T> the type
     * @return the object, bound and validated
     * @throws IllegalArgumentException if the class has no live value
     */
    <T> T value(Class<T> type);

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
