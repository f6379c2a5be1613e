package io.edict;

/** A listener's registration. */
public interface Subscription extends AutoCloseable {
    /**
     * Ends the subscription. When this returns, no further call begins; a call that is running is not interrupted and not
     * waited for. Closing again does nothing.
     */
    @Override
    void close();
}
