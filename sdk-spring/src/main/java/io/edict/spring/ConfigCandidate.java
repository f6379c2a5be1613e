package io.edict.spring;

/** A generation of the imported documents that a {@link ConfigGate} judges. Valid during the call only. */
public interface ConfigCandidate {
    /**
     * The environment as it would be.
     *
     * @return the view
     */
    EnvironmentView after();

    /**
     * The environment as it is.
     *
     * @return the view of the generation in force
     */
    EnvironmentView before();

    /**
     * What a class with {@code @ConfigurationProperties} would be bound to, validated already.
     *
     * @param type the class, one with a live value
     * @param <T> the type
     * @return the object
     * @throws IllegalArgumentException if the class has no live value
     */
    <T> T value(Class<T> type);

    /**
     * Refuses. May be called several times, for several reasons.
     *
     * @param reason why, for people; it is logged, so name the key and what is allowed, not the value
     */
    void refuse(String reason);
}
