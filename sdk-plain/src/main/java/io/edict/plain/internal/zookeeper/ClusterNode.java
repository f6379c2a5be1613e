package io.edict.plain.internal.zookeeper;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.edict.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a cluster says of itself. Every publish checks in its transaction that this has not changed.
 *
 * @param storeId the identity of the store, made when the first document is published
 * @param incarnation which life of the store this is, raised by an operator after a restore from a backup
 * @param zkVersion the node's data version, for the check
 */
record ClusterNode(String storeId, long incarnation, int zkVersion) {
    private static final int FORMAT_VERSION = 1;
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription(Paths.CLUSTER);

    /** The bytes of a new store's node. */
    static byte[] fresh() {
        return ("{\"edict\":1,\"store\":\"" + UUID.randomUUID() + "\",\"incarnation\":1}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a node with the next incarnation; all else stays, also what this release does not know. */
    static byte[] raised(Node node) {
        Config json = ConfigFactory.parseString(new String(node.data(), StandardCharsets.UTF_8), JSON);
        return json.withValue("incarnation", ConfigValueFactory.fromAnyRef(json.getLong("incarnation") + 1))
                .root()
                .render(ConfigRenderOptions.concise())
                .getBytes(StandardCharsets.UTF_8);
    }

    static ClusterNode decode(Node node, String servers) {
        try {
            Config json = ConfigFactory.parseString(new String(node.data(), StandardCharsets.UTF_8), JSON);
            long format = json.getLong("edict");
            if (format != FORMAT_VERSION) {
                throw new InvalidRequestException("The node " + Paths.CLUSTER + " at " + servers + " has format "
                        + format + ", and this release of Edict knows only " + FORMAT_VERSION + "; upgrade Edict here");
            }
            long incarnation = json.getLong("incarnation");
            if (incarnation < 1) {
                throw foreign(servers);
            }
            return new ClusterNode(
                    json.getString("store"), incarnation, node.stat().getVersion());
        } catch (ConfigException | StackOverflowError e) {
            throw foreign(servers);
        }
    }

    private static InvalidRequestException foreign(String servers) {
        return new InvalidRequestException("The node " + Paths.CLUSTER + " at " + servers
                + " is not Edict's; it must be JSON with the fields edict, store and incarnation,"
                + " the last at least 1. Put the store's id back before anything is published");
    }
}
