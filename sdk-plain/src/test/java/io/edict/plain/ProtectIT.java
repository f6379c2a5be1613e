package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.SecureServer;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** What rights are worth in a cluster that was empty when they were given. */
class ProtectIT {
    private static final Identity ADMIN = Identity.digest("admin", () -> "admin-secret".toCharArray());
    private static final Identity CLERK = Identity.digest("clerk", () -> "clerk-secret".toCharArray());

    @Test
    void clusterWhenProtectedBeforeAnythingIsThereStaysClosed() throws Exception {
        try (SecureServer server = SecureServer.wantingCertificates().user("admin", "admin-secret")) {
            server.start();
            try (ConfigAccess access = access(server);
                    RawClient raw = RawClient.connect(server.connectString())) {
                access.protect(Set.of(ADMIN));
                access.grant("shop", new NamespaceAccess(Set.of(), Set.of(CLERK), Set.of(ADMIN)));

                for (String room : List.of("", "/heads", "/history", "/blobs", "/access")) {
                    assertThatThrownBy(() -> create(raw.zooKeeper(), "/edict" + room + "/mine"))
                            .as(room)
                            .isInstanceOf(NoAuthException.class);
                }
                assertThatThrownBy(() -> raw.zooKeeper().setData("/edict/cluster", new byte[0], -1))
                        .isInstanceOf(NoAuthException.class);
                assertHashesStay(raw);
            }
        }
    }

    @Test
    void hashesOfANamespaceStayWhenTheClusterIsNotProtected() throws Exception {
        try (SecureServer server = SecureServer.wantingCertificates().user("admin", "admin-secret")) {
            server.start();
            try (ConfigAccess access = access(server);
                    RawClient raw = RawClient.connect(server.connectString())) {
                access.grant("shop", new NamespaceAccess(Set.of(), Set.of(CLERK), Set.of(ADMIN)));

                assertHashesStay(raw);
                access.grant("billing", new NamespaceAccess(Set.of(), Set.of(CLERK), Set.of(ADMIN)));
                assertThat(access.protect(Set.of(ADMIN))).isPositive();
            }
        }
    }

    /** Whoever could replace them would be given the rights of others by publishers. */
    private static void assertHashesStay(RawClient raw) {
        assertThatThrownBy(() -> raw.zooKeeper().delete("/edict/access/shop", -1))
                .isInstanceOf(NoAuthException.class);
        assertThatThrownBy(() -> raw.zooKeeper().setData("/edict/access/shop", new byte[0], -1))
                .isInstanceOf(NoAuthException.class);
    }

    private static void create(ZooKeeper keeper, String path) throws Exception {
        keeper.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private static ConfigAccess access(SecureServer server) {
        return Edict.access(
                Cluster.at(server.connectString()).login(Login.digest("admin", () -> "admin-secret".toCharArray())));
    }
}
