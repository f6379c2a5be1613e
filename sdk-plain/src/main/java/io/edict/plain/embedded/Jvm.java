package io.edict.plain.embedded;

import io.edict.error.InvalidRequestException;
import java.util.List;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.util.ServiceUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a ZooKeeper server wants of the JVM, and what it must not do to it. */
final class Jvm {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final List<String> SERVER_CLASSES =
            List.of("org.xerial.snappy.SnappyInputStream", "com.codahale.metrics.Reservoir");

    private Jvm() {}

    /** Refuses to go on without the libraries that ZooKeeper's own pom does not bring along. */
    static void requireServerLibraries() {
        try {
            for (String name : SERVER_CLASSES) {
                Class.forName(name, false, ZooKeeperServer.class.getClassLoader());
            }
        } catch (ClassNotFoundException e) {
            throw new InvalidRequestException("The embedded server lacks the class " + e.getMessage()
                    + "; add the dependencies org.xerial.snappy:snappy-java and io.dropwizard.metrics:metrics-core,"
                    + " which edict-sdk-plain names as optional");
        }
    }

    /** Keeps the server from ending the JVM, and from taking the place of the application's handler of last resort. */
    static synchronized void protect() {
        ServiceUtils.setSystemExitProcedure(code -> LOG.error(
                "The embedded server cannot go on and asked to end the JVM with code {}; the JVM goes on without it",
                code));
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        initialise(NIOServerCnxnFactory.class);
        if (Thread.getDefaultUncaughtExceptionHandler() != handler) {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    /** Runs the static initialiser of a class, if it has not run yet. */
    private static void initialise(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("A loaded class is always found", e);
        }
    }
}
