package io.edict.spring;

/**
 * A bean that may refuse versions before anyone in the application sees them: for what a type alone cannot tell, such as
 * whether two settings go together. All gates are asked; what they refuse is reported together.
 *
 * <p>Called on one of the client's threads, after binding and validation have succeeded; gates of an application are called
 * one after the other. Together with binding they have {@code edict.gate-timeout}, then the version is refused. Keep it to
 * checking. At the start, the gates are asked once when all beans are there; a refusal then fails the start.
 */
@FunctionalInterface
public interface ConfigGate {
    /**
     * Judges a generation. To refuse it, call {@link ConfigCandidate#refuse} or throw anything.
     *
     * @param candidate what would come into force
     * @throws Exception anything; it counts as a refusal, and its message is not logged because it may hold values
     */
    void check(ConfigCandidate candidate) throws Exception;
}
