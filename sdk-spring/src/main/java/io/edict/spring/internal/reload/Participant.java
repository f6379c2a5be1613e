package io.edict.spring.internal.reload;

/**
 * Takes part in making the next generation: binds, converts or judges, before anyone sees it. Runs on one of the client's
 * threads, in the order of the participants; all of them are asked, so that all that is wrong is reported together.
 */
@FunctionalInterface
public interface Participant {
    /**
     * Prepares a generation. What it throws refuses the generation, without the message.
     *
     * @param preparation what is to come into force, to be added to or refused
     */
    void prepare(Preparation preparation);
}
