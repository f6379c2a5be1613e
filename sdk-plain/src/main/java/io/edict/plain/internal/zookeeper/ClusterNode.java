package io.edict.plain.internal.zookeeper;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.edict.DocumentId;
import io.edict.error.FencedException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.Standing.Role;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster says of itself, as a node: one line of JSON, of which fields that this release does not know are kept.
 * Every publish checks in its transaction that the node has not changed.
 *
 * @param standing what it says; its revision is the node's data version
 */
record ClusterNode(Standing standing) {
    private static final int FORMAT_VERSION = 1;
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription(Paths.CLUSTER);

    /** A cluster that stands alone. */
    ClusterNode(String storeId, long incarnation, int zkVersion) {
        this(new Standing(storeId, incarnation, Role.ALONE, 0, "", zkVersion));
    }

    String storeId() {
        return standing.storeId();
    }

    long incarnation() {
        return standing.incarnation();
    }

    int zkVersion() {
        return standing.revision();
    }

    /** Whether publishes may be sent to it. */
    boolean takesPublishes() {
        return standing.role() == Role.ALONE || standing.role() == Role.PRIMARY;
    }

    /** What tells a publisher why this cluster takes no publishes. */
    FencedException fenced(String servers, DocumentId id) {
        return new FencedException(
                "The cluster at " + servers + " takes no publishes: it is a "
                        + standing.role().name().toLowerCase(Locale.ROOT) + ", and the primary of epoch "
                        + standing.epoch() + " is " + standing.primary() + "; nothing was written. Publish there, or"
                        + " through a client that knows all clusters of the store",
                id);
    }

    /** The bytes of a new store's node. */
    static byte[] fresh() {
        return ("{\"edict\":1,\"store\":\"" + UUID.randomUUID() + "\",\"incarnation\":1}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The bytes of a node that says something else; all fields that this release does not know stay.
     *
     * @param before the node as it is, or null if there is none
     */
    static byte[] encode(@Nullable Node before, Standing next) {
        Config json = before == null ? ConfigFactory.parseString("{\"edict\":1}", JSON) : parse(before);
        json = json.withValue("store", ConfigValueFactory.fromAnyRef(next.storeId()))
                .withValue("incarnation", ConfigValueFactory.fromAnyRef(next.incarnation()));
        if (next.role() != Role.ALONE) {
            json = json.withValue(
                            "role",
                            ConfigValueFactory.fromAnyRef(next.role().name().toLowerCase(Locale.ROOT)))
                    .withValue("epoch", ConfigValueFactory.fromAnyRef(next.epoch()))
                    .withValue("primary", ConfigValueFactory.fromAnyRef(next.primary()));
        } else {
            json = json.withoutPath("role").withoutPath("epoch").withoutPath("primary");
        }
        return json.root().render(ConfigRenderOptions.concise()).getBytes(StandardCharsets.UTF_8);
    }

    private static Config parse(Node node) {
        return ConfigFactory.parseString(new String(node.data(), StandardCharsets.UTF_8), JSON);
    }

    static ClusterNode decode(Node node, String servers) {
        try {
            Config json = parse(node);
            long format = json.getLong("edict");
            if (format != FORMAT_VERSION) {
                throw new InvalidRequestException("The node " + Paths.CLUSTER + " at " + servers + " has format "
                        + format + ", and this release of Edict knows only " + FORMAT_VERSION + "; upgrade Edict here");
            }
            long incarnation = json.getLong("incarnation");
            if (incarnation < 1) {
                throw foreign(servers);
            }
            return new ClusterNode(standing(json, incarnation, node.stat().getVersion()));
        } catch (ConfigException | IllegalArgumentException | StackOverflowError e) {
            throw foreign(servers);
        }
    }

    private static Standing standing(Config json, long incarnation, int revision) {
        String store = json.getString("store");
        if (!json.hasPath("role")) {
            return new Standing(store, incarnation, Role.ALONE, 0, "", revision);
        }
        Role role = Role.valueOf(json.getString("role").toUpperCase(Locale.ROOT));
        return new Standing(store, incarnation, role, json.getLong("epoch"), json.getString("primary"), revision);
    }

    private static InvalidRequestException foreign(String servers) {
        return new InvalidRequestException("The node " + Paths.CLUSTER + " at " + servers
                + " is not Edict's; it must be JSON with the fields edict, store and incarnation,"
                + " the last at least 1. Put the store's id back before anything is published");
    }
}
