package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.client.ConnectStringParser;

/**
 * How to reach one cluster, and how to lay content down there.
 *
 * @param name what the cluster is called in status and logs
 * @param servers the connect string
 * @param sessionTimeout how long the servers keep a silent session
 * @param checkEvery in what time every followed head is looked at, watch or no watch
 * @param sizes where content is cut
 * @param access how to show who is there
 * @param bells whether small versions are announced with their content, and listened for
 */
public record ZooKeeperSettings(
        String name,
        String servers,
        Duration sessionTimeout,
        Duration checkEvery,
        Sizes sizes,
        Access access,
        boolean bells) {

    /** In clear, as nobody. */
    public ZooKeeperSettings(String name, String servers, Duration sessionTimeout, Duration checkEvery, Sizes sizes) {
        this(name, servers, sessionTimeout, checkEvery, sizes, Access.NONE, true);
    }

    /** Checks a connect string, and returns it. */
    public static String checkServers(String servers) {
        try {
            List<InetSocketAddress> addresses =
                    servers.isBlank() ? List.of() : new ConnectStringParser(servers).getServerAddresses();
            if (!addresses.isEmpty()
                    && addresses.stream()
                            .noneMatch(address -> address.getHostString().isEmpty())) {
                return servers;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The connect string \"" + servers
                    + "\" cannot be read; write host:port,host:port, at the end possibly a /path");
        }
        throw new InvalidRequestException(
                "The connect string names no server, or one without a host; write host:port,host:port");
    }

    /**
     * Where content is cut, in bytes.
     *
     * @param plain the most that is written as it is, to be read by eye; above it content is compressed if that helps
     * @param inline the most that stands behind a head's header once encoded; above it content goes into chunks
     * @param chunk the size of a chunk
     * @param transaction the most that one transaction may carry
     * @param content the most that a document may have, plain
     */
    public record Sizes(int plain, int inline, int chunk, int transaction, long content) {
        /**
         * The defaults: 16 KiB plain, 128 KiB inline, chunks of 512 KiB, transactions of 900,000 bytes. A server drops
         * the connection on requests above 1,048,575 bytes, for all who share it.
         */
        public static Sizes withContent(long content) {
            return new Sizes(16 * 1024, 128 * 1024, 512 * 1024, 900_000, content);
        }
    }
}
