package io.edict.spring.internal.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has tests look for what they await at once, and then each 10 ms. A version is in force within a few milliseconds, and the
 * tenth of a second that Awaitility lets pass first was most of the time of many tests. Registered for all of them.
 */
public final class SoonerAwaits implements BeforeAllCallback {
    /** Made by JUnit. */
    public SoonerAwaits() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }
}
