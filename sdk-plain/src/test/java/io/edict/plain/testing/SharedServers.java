package io.edict.plain.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Servers shared by the tests of a class, whose logs are attached to the failure of a test. */
interface SharedServers extends BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler, AutoCloseable {
    /** Starts all and waits until they serve. */
    void start();

    /** The last lines of all logs. */
    String logTail();

    /** Kills all and deletes their files. */
    @Override
    void close();

    @Override
    default void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    default void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    default void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new ServerLog(logTail()));
        throw failure;
    }

    /** Carries a log into a test report. */
    final class ServerLog extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ServerLog(String log) {
            super(log, null, false, false);
        }
    }
}
