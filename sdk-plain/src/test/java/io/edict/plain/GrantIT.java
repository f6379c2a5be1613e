package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.AccessDeniedException;
import io.edict.error.EdictException;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.SecureServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, on a real server process, for users of the schemes digest and sasl. */
class GrantIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.wantingCertificates()
            .user("admin", "admin-secret")
            .user("orders", "orders-secret")
            .user("billing", "billing-secret")
            .user("reader", "reader-secret");

    private static final Duration SOON = Duration.ofSeconds(30);

    @BeforeAll
    static void grant() {
        try (ConfigAccess access = Edict.access(Cluster.at(SERVER.connectString())
                .login(Login.digest("super", () -> SecureServer.SUPER_PASSWORD.toCharArray())))) {
            access.grant("shop", access("digest", "orders"));
            access.grant("pay", access("digest", "billing"));
            access.grant("saslshop", access("sasl", "orders"));
            access.grant("saslpay", access("sasl", "billing"));
            access.protect(Set.of(identity("digest", "admin"), identity("sasl", "admin")));
        }
        publish("digest", "orders", "shop", "orders");
        publish("digest", "billing", "pay", "bills");
        publish("sasl", "orders", "saslshop", "orders");
        publish("sasl", "billing", "saslpay", "bills");
    }

    private static NamespaceAccess access(String scheme, String publisher) {
        return new NamespaceAccess(
                Set.of(identity(scheme, "reader")),
                Set.of(identity(scheme, publisher)),
                Set.of(identity(scheme, "admin")));
    }

    private static Identity identity(String scheme, String user) {
        return scheme.equals("sasl")
                ? Identity.sasl(user)
                : Identity.digest(user, () -> (user + "-secret").toCharArray());
    }

    private static Cluster as(String scheme, String user) {
        Cluster cluster = Cluster.at(SERVER.connectString()).fipsMode(false);
        return scheme.equals("sasl")
                ? cluster.login(Login.sasl(user, () -> (user + "-secret").toCharArray()))
                : cluster.login(Login.digest(user, () -> (user + "-secret").toCharArray()));
    }

    private static String namespace(String scheme, String plain) {
        return scheme.equals("sasl") ? "sasl" + plain : plain;
    }

    /** Small and chunked, new and set, pruned and deleted: every kind of node comes about. */
    private static void publish(String scheme, String user, String namespace, String name) {
        byte[] noise = new byte[400_000];
        new Random(7).nextBytes(noise);
        String big = "text = \"" + java.util.Base64.getEncoder().encodeToString(noise) + "\"";
        String id = namespace + "/" + name;
        try (ConfigClient client =
                Edict.connect(as(scheme, user)).keepVersions(2).start()) {
            client.publisher().publish(Publication.of(id, Format.HOCON, "size = 1"));
            client.publisher().publish(Publication.of(id, Format.HOCON, big));
            client.publisher().publish(Publication.of(id, Format.HOCON, "size = 3"));
            client.publisher().publish(Publication.of(id, Format.HOCON, big + "\nsize = 4"));
            client.publisher().publish(Publication.of(namespace + "/gone", Format.HOCON, "size = 1"));
            client.publisher().publish(Publication.deletion(DocumentId.of(namespace + "/gone")));
        }
    }

    @Test
    void changesOfAClosedNamespaceAreHeardAtOnceByReadersAndNobodyElseAndStandInNoName() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        publish("digest", "orders", "shop", "rung");
        try (RawClient stranger = RawClient.connect(SERVER.connectString());
                ConfigClient publisher = Edict.connect(as("digest", "orders")).start();
                ConfigClient reader = Edict.connect(as("digest", "reader"))
                        .checkEvery(Duration.ofHours(6))
                        .follow("shop/rung")
                        .start()) {
            stranger.zooKeeper()
                    .addWatch("/edict/bells", event -> heard.add(event.getPath()), AddWatchMode.PERSISTENT_RECURSIVE);
            for (int n = 10; n < 60; n++) {
                int size = n;
                publisher.publisher().publish(Publication.of("shop/rung", Format.HOCON, "size = " + n));
                reader.follow("shop/rung").await(now -> now.getInt("size") == size, SOON);
            }
            assertThat(reader.status().counters().healed()).isZero();
            assertThat(heard).isEmpty();
        }
        try (RawClient admin = RawClient.connect(SERVER.connectString())) {
            admin.zooKeeper().addAuthInfo("digest", "admin:admin-secret".getBytes(StandardCharsets.UTF_8));
            List<String> bells = ZKUtil.listSubTreeBFS(admin.zooKeeper(), "/edict/bells/shop/rung");
            assertThat(bells).hasSizeGreaterThan(10).noneMatch(path -> path.contains("~"));
            for (String path : bells) {
                assertThat(admin.zooKeeper().getACL(path, null))
                        .as(path)
                        .noneMatch(acl -> acl.getId().getScheme().equals("world"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"digest", "sasl"})
    void readersReadAndCannotPublish(String scheme) {
        String id = namespace(scheme, "shop") + "/orders";
        try (ConfigClient reader =
                Edict.connect(as(scheme, "reader")).follow(id).start()) {
            assertThat(reader.snapshot(id).config().getInt("size")).isEqualTo(4);
            assertThatThrownBy(() -> reader.publisher().publish(Publication.of(id, Format.HOCON, "size = 5")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(id)
                    .hasMessageContaining("/edict/")
                    .hasMessageContaining("ask its operator");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"digest", "sasl"})
    void publishersDoNotTouchAnotherNamespace(String scheme) {
        String other = namespace(scheme, "pay") + "/bills";
        try (ConfigClient orders = Edict.connect(as(scheme, "orders")).start()) {
            assertThatThrownBy(() -> orders.publisher().publish(Publication.of(other, Format.HOCON, "size = 5")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(other);
            assertThatThrownBy(() ->
                            orders.publisher().publish(Publication.of("fresh/" + scheme, Format.HOCON, "size = 5")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("fresh");
        }
    }

    @Test
    void rawRequestsAreRefusedToo() throws Exception {
        String foreign = "pay/bills";
        try (RawClient raw = RawClient.connect(SERVER.connectString())) {
            ZooKeeper keeper = raw.zooKeeper();
            keeper.addAuthInfo("digest", "orders:orders-secret".getBytes(StandardCharsets.UTF_8));
            for (String path : nodes(foreign)) {
                denied(() -> keeper.setData(path, new byte[0], -1));
                denied(() -> keeper.delete(path, -1));
                denied(() -> keeper.setACL(path, open(), -1));
                denied(() -> keeper.create(path + "/x", new byte[0], open(), CreateMode.PERSISTENT));
                denied(() -> keeper.getData(path, false, null));
            }
            denied(() -> keeper.setData("/edict/cluster", new byte[0], -1));
            // What even the namespace's own publisher may not.
            denied(() -> keeper.delete("/edict/heads/shop/orders", -1));
            denied(() -> keeper.setACL("/edict/heads/shop/orders", open(), -1));
            denied(() -> keeper.setData("/edict/history/shop/orders/4", new byte[0], -1));
            denied(() -> keeper.setData("/edict/access/shop", new byte[0], -1));
            denied(() -> keeper.setACL("/edict/heads/shop", open(), -1));
        }
        try (RawClient raw = RawClient.connect(SERVER.connectString())) {
            raw.zooKeeper().addAuthInfo("digest", "reader:reader-secret".getBytes(StandardCharsets.UTF_8));
            denied(() -> raw.zooKeeper().getData("/edict/access/shop", false, null));
            denied(() -> raw.zooKeeper().setData("/edict/heads/shop/orders", new byte[0], -1));
        }
    }

    private static void denied(Request request) {
        assertThatThrownBy(request::send).isInstanceOf(NoAuthException.class);
    }

    private static List<ACL> open() {
        return new ArrayList<>(ZooDefs.Ids.OPEN_ACL_UNSAFE);
    }

    private interface Request {
        void send() throws Exception;
    }

    private static List<String> nodes(String id) throws Exception {
        try (RawClient root = root()) {
            List<String> paths = new ArrayList<>();
            for (String place : List.of("/edict/heads/", "/edict/history/", "/edict/blobs/")) {
                walk(root, place + DocumentId.of(id).namespace(), paths);
            }
            return paths;
        }
    }

    private static void walk(RawClient root, String path, List<String> paths) throws Exception {
        paths.add(path);
        for (String child : root.zooKeeper().getChildren(path, false)) {
            walk(root, path + "/" + child, paths);
        }
    }

    private static RawClient root() {
        RawClient root = RawClient.connect(SERVER.connectString());
        root.zooKeeper()
                .addAuthInfo("digest", ("super:" + SecureServer.SUPER_PASSWORD).getBytes(StandardCharsets.UTF_8));
        return root;
    }

    @Test
    void everyNodeHasTheRightsOfItsKind() throws Exception {
        try (RawClient root = root();
                ConfigAccess access = Edict.access(as("digest", "admin"))) {
            List<String> all = new ArrayList<>();
            walk(root, "/edict", all);

            assertThat(all).hasSizeGreaterThan(30);
            for (String path : all) {
                for (ACL entry : root.zooKeeper().getACL(path, null)) {
                    boolean world = entry.getId().getScheme().equals("world");
                    assertThat(world && entry.getPerms() != ZooDefs.Perms.READ)
                            .as(path)
                            .isFalse();
                }
            }
            assertThat(access.deviating("shop")).isEmpty();
            assertThat(access.show("shop")).isEqualTo(access("digest", "orders"));
            assertThat(perms(root, "/edict/heads/shop/orders", "digest")).containsExactlyInAnyOrder(1, 3, 31);
            assertThat(perms(root, "/edict/history/shop/orders", "digest")).containsExactlyInAnyOrder(1, 13, 31);
            assertThat(perms(root, "/edict/history/shop/orders/4", "digest")).containsExactlyInAnyOrder(1, 1, 31);
            assertThat(perms(root, "/edict/blobs/saslshop/orders", "sasl")).containsExactlyInAnyOrder(1, 13, 31);
        }
    }

    private static List<Integer> perms(RawClient root, String path, String scheme) throws Exception {
        return root.zooKeeper().getACL(path, null).stream()
                .filter(entry -> entry.getId().getScheme().equals(scheme))
                .map(ACL::getPerms)
                .toList();
    }

    @Test
    void deviationIsFoundAndGrantedAway() throws Exception {
        publishAs("orders", "shop/deviating");
        try (RawClient root = root();
                ConfigAccess access = Edict.access(as("digest", "admin"))) {
            root.zooKeeper().setACL("/edict/heads/shop/deviating", new ArrayList<>(ZooDefs.Ids.OPEN_ACL_UNSAFE), -1);

            assertThat(access.deviating("shop")).containsExactly("/edict/heads/shop/deviating");
            assertThat(access.grant("shop", access("digest", "orders"))).isEqualTo(1);
            assertThat(access.grant("shop", access("digest", "orders"))).isZero();
        }
    }

    private static void publishAs(String user, String id) {
        try (ConfigClient client = Edict.connect(as("digest", user)).start()) {
            client.publisher().publish(Publication.of(id, Format.HOCON, "size = 1"));
        }
    }

    @Test
    void readerWhoIsGrantedTheRightLaterConverges() {
        publishAs("orders", "shop/later");
        try (ConfigAccess access = Edict.access(as("digest", "admin"))) {
            try (ConfigClient billing = Edict.connect(as("digest", "billing"))
                    .checkEvery(Duration.ofSeconds(1))
                    .start()) {
                var document = billing.follow(DocumentId.of("shop/later"));
                await().atMost(SOON).until(() -> document.status().problem() != null);
                assertThat(document.status().problem())
                        .contains("refused a request")
                        .contains("shop/later");

                access.grant(
                        "shop",
                        new NamespaceAccess(
                                Set.of(identity("digest", "reader"), identity("digest", "billing")),
                                Set.of(identity("digest", "orders")),
                                Set.of(identity("digest", "admin"))));
                await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(document.status().version()).isNotNull());
            } finally {
                access.grant("shop", access("digest", "orders"));
            }
        }
    }

    @Test
    void whoDoesNotAdministrateCannotGrant() {
        try (ConfigAccess access = Edict.access(as("digest", "orders"))) {
            assertThatThrownBy(() -> access.grant("shop", access("digest", "orders")))
                    .isInstanceOf(EdictException.class)
                    .hasMessageContaining("/edict/");
        }
        assertThat(identity("digest", "orders")).hasToString("digest:orders");
    }
}
