package io.edict.benchmarks;

/** A way from a publisher to somebody who follows: both are connected and at rest. */
@SuppressWarnings("try") // whatever ends it is closed in a program that is nowhere interrupted
interface Channel extends AutoCloseable {
    /** Publishes a change; returns as soon as the publisher knows that it is done. */
    void publish(int change) throws Exception;

    @Override
    void close() throws Exception;

    /** Opens a way for a scene. */
    @FunctionalInterface
    interface Opening {
        /**
         * Opens it.
         *
         * @param scene what there is beside
         * @param root where it may keep nodes, or documents, of its own
         * @param ear is told of each change that is held, parsed
         */
        Channel open(Scene scene, String root, Ear ear) throws Exception;
    }
}
