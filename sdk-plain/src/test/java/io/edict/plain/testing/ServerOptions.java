package io.edict.plain.testing;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How server processes are set up. Immutable.
 *
 * @param tickTime ZooKeeper's unit of time; sessions last 2 ticks to one minute
 * @param heapMegabytes the most heap of one server
 * @param systemProperties what is set with {@code -D}, such as {@code zookeeper.watchManagerName}
 * @param settings lines of the configuration file
 */
public record ServerOptions(
        Duration tickTime, int heapMegabytes, Map<String, String> systemProperties, Map<String, String> settings) {
    /** Copies the maps. */
    public ServerOptions {
        systemProperties = Map.copyOf(systemProperties);
        settings = Map.copyOf(settings);
    }

    /** For tests that want to be quick: short ticks, and no waiting for the disk. Not for numbers to be published. */
    public static ServerOptions quick() {
        Map<String, String> properties = Map.of(
                "zookeeper.forceSync", "no",
                "zookeeper.preAllocSize", "1024",
                "zookeeper.admin.enableServer", "false",
                "zookeeper.4lw.commands.whitelist", "*",
                "zookeeper.fastleader.minNotificationInterval", "100",
                "zookeeper.fastleader.maxNotificationInterval", "1000");
        Map<String, String> settings = Map.of(
                "initLimit", "20",
                "syncLimit", "10",
                "maxClientCnxns", "0",
                "maxSessionTimeout", "60000");
        return new ServerOptions(Duration.ofMillis(500), 192, properties, settings);
    }

    /** With another tick. */
    public ServerOptions tickTime(Duration tick) {
        return new ServerOptions(tick, heapMegabytes, systemProperties, settings);
    }

    /** With another limit for the heap. */
    public ServerOptions heapMegabytes(int megabytes) {
        return new ServerOptions(tickTime, megabytes, systemProperties, settings);
    }

    /** With one more system property, or another value of one. */
    public ServerOptions systemProperty(String name, String value) {
        return new ServerOptions(tickTime, heapMegabytes, with(systemProperties, name, value), settings);
    }

    /** With one more line of the configuration file, or another value of one. */
    public ServerOptions setting(String name, String value) {
        return new ServerOptions(tickTime, heapMegabytes, systemProperties, with(settings, name, value));
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> copy = new TreeMap<>(map);
        copy.put(name, value);
        return copy;
    }
}
