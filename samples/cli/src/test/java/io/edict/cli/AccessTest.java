package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, as an operator grants it. */
class AccessTest {
    @TempDir
    private Path directory;

    private EmbeddedZooKeeper server;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedZooKeeper.start();
        for (String user : new String[] {"admin", "orders"}) {
            Files.writeString(directory.resolve(user), user + "-canary");
            Files.writeString(
                    directory.resolve(user + ".properties"),
                    "login = digest\nlogin.user = " + user + "\nlogin.passwordFile = " + user + "\n");
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void rightsAreGrantedShownAndKept() {
        assertThat(grant()).contains("nodes changed");
        assertThat(screen().done("access", "protect", "--administrator", who("admin"), "--access", as("admin")))
                .contains("nodes changed");
        screen().done("access", "grant", "shop", "--administrator", who("admin"), "--access", as("admin"));
        assertThat(grant()).contains("nodes changed");

        publish("orders");
        publish("admin");
        Screen nobody = Screen.piped(server.connectString(), "n = 2");
        assertThat(nobody.run("publish", "shop/orders", "-", "--format", "hocon"))
                .isNotZero();
        assertThat(nobody.err()).contains("shop/orders").contains("ask its operator");
        assertThat(screen().done("get", "shop/orders")).isEqualTo("n = 1");
        assertThat(screen().done("access", "show", "shop", "--access", as("admin")))
                .contains("readers: world:anyone")
                .contains("publishers: digest:orders")
                .contains("administrators: digest:admin")
                .doesNotContain("deviates")
                .doesNotContain("canary");
    }

    @Test
    void rightsAreShownAsJson() {
        grant();
        Screen screen = screen();

        screen.done("access", "show", "shop", "--access", as("admin"), "--json");

        Config shown = screen.json().get(0);
        assertThat(shown.getString("namespace")).isEqualTo("shop");
        assertThat(shown.getStringList("publishers")).containsExactly("digest:orders");
        assertThat(shown.getStringList("deviating")).isEmpty();
    }

    @Test
    void whoIsNoAdministratorCannotGrant() {
        grant();
        Screen screen = screen();

        assertThat(screen.run("access", "grant", "shop", "--administrator", who("orders"), "--access", as("orders")))
                .isNotZero();
        assertThat(screen.err()).contains("/edict/").doesNotContain("canary");
    }

    @Test
    void identityWithoutASchemeIsRefused() {
        Screen screen = screen();

        assertThat(screen.run("access", "protect", "--administrator", "admin")).isEqualTo(2);
        assertThat(screen.err()).contains("SCHEME:NAME");
    }

    private String grant() {
        return screen().done(
                        "access",
                        "grant",
                        "shop",
                        "--administrator",
                        who("admin"),
                        "--publisher",
                        who("orders"),
                        "--reader",
                        "world:anyone",
                        "--access",
                        as("admin"));
    }

    private void publish(String user) {
        Screen screen = Screen.piped(server.connectString(), "n = 1");
        assertThat(screen.run("publish", "shop/orders", "-", "--format", "hocon", "--access", as(user)))
                .as(screen.err())
                .isZero();
    }

    private Screen screen() {
        return Screen.at(server.connectString());
    }

    private String who(String user) {
        return "digest:" + user + "@" + directory.resolve(user);
    }

    private String as(String user) {
        return directory.resolve(user + ".properties").toString();
    }
}
