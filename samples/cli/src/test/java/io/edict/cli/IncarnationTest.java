package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator types after a restore. */
class IncarnationTest {
    private EmbeddedZooKeeper server;

    @BeforeEach
    void start() {
        server = EmbeddedZooKeeper.start();
        Screen.piped(connect(), "n = 1").done("publish", "shop/orders", "-", "--format", "hocon", "-m", "First");
        Screen.piped(connect(), "n = 1").done("publish", "shop/gone", "-", "--format", "hocon");
        Screen.at(connect()).done("delete", "shop/gone", "--yes");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void incarnationIsShownRaisedAndEverythingPublishedAgain() {
        assertThat(Screen.at(connect()).done("incarnation"))
                .isEqualTo("Incarnation 1: 2 documents published in it, 0 before it.\n");
        assertThat(Screen.at(connect()).done("incarnation", "--raise", "--yes"))
                .contains("in incarnation 2 now, after 1")
                .contains("0 documents published in it, 2 before it")
                .contains("edict incarnation --republish");
        assertThat(Screen.at(connect()).done("incarnation", "--republish", "--yes"))
                .contains("shop/orders is at version 2 of incarnation 2, replaced version 1")
                .contains("shop/gone deleted by version 3 of incarnation 2")
                .contains("Incarnation 2: 2 documents published in it, 0 before it.");
        assertThat(Screen.at(connect()).done("get", "shop/orders")).isEqualTo("n = 1");
        assertThat(Screen.at(connect()).done("history", "shop/orders")).contains("after a restore", "First");
    }

    @Test
    void bothInOneCallAsJson() {
        Screen screen = Screen.at(connect());
        screen.done("incarnation", "--raise", "--republish", "--yes", "--json");
        Config told = screen.json().get(0);
        assertThat(told.getLong("incarnation")).isEqualTo(2);
        assertThat(told.getConfigList("published")).hasSize(2);
        assertThat(told.getConfig("failed").isEmpty()).isTrue();
        assertThat(told.getConfigList("earlier")).isEmpty();
    }

    @Test
    void nothingIsRaisedWithoutAYes() {
        Screen script = Screen.at(connect());
        assertThat(script.run("incarnation", "--raise")).isEqualTo(2);
        assertThat(script.err()).contains("--yes");
        Screen person = Screen.answering(connect(), "no\n");
        assertThat(person.run("incarnation", "--raise", "--republish")).isEqualTo(6);
        assertThat(person.err()).contains("from 1 to 2", "2 documents", "Nothing was changed");
        Screen agreeing = Screen.answering(connect(), "yes\n");
        assertThat(agreeing.done("incarnation", "--raise")).contains("in incarnation 2 now");
    }

    private String connect() {
        return server.connectString();
    }
}
