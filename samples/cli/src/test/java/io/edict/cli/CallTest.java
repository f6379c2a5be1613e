package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What needs no store: wrong calls, help, completion; and the embedded server. */
class CallTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "get",
                "get nonsense --connect 127.0.0.1:1",
                "get shop/orders",
                "get shop/orders --at x",
                "get shop/orders --connect 127.0.0.1:1 --timeout soon",
                "get shop/orders --connect 127.0.0.1:1 --timeout 0",
                "publish shop/orders --connect 127.0.0.1:1",
                "publish shop/orders a.unknown --connect 127.0.0.1:1",
                "publish shop/orders no-such-file.conf --connect 127.0.0.1:1",
                "publish shop/orders - --format xml --connect 127.0.0.1:1",
                "watch shop --count -1 --connect 127.0.0.1:1",
                "import no-such-directory --connect 127.0.0.1:1",
                "encrypt shop/orders db.password",
                "encrypt shop/orders a..b --keys k",
                "encrypt shop/orders --keys k",
                "keygen 2026-11",
                "keygen current --keys k",
                "rekey shop/orders --connect 127.0.0.1:1",
                "history shop/orders --trust no-such-directory --connect 127.0.0.1:1",
                "publish shop/orders - --format hocon --sign-with no-such-file --connect 127.0.0.1:1",
                "signing-key no-such-directory/ann.key",
                "clusters",
                "clusters status --connect 127.0.0.1:1",
                "clusters promote --clusters no-such-file",
                "clusters replicate --promotes-after soon --clusters no-such-file",
                "get shop/orders --connect 127.0.0.1:1 --clusters no-such-file",
                "access show shop --clusters no-such-file",
                "server --port 99999"
            })
    void wrongCallsEndWithUsageAndOneLine(String call) {
        Screen screen = Screen.alone();
        assertThat(screen.run(call.split(" "))).isEqualTo(2);
        assertThat(screen.err().lines()).hasSize(1);
        assertThat(screen.err()).startsWith("edict: ").doesNotContain("Exception");

        Screen json = Screen.alone();
        assertThat(json.run((call + " --json").split(" "))).isEqualTo(2);
        assertThat(Screen.parse(json.err()).getInt("error.exitCode")).isEqualTo(2);
    }

    @Test
    void textThatIsNotUtf8IsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("latin.conf"), new byte[] {'a', '=', (byte) 0xe4});
        Screen screen = Screen.at("127.0.0.1:1");
        assertThat(screen.run("publish", "shop/orders", file.toString())).isEqualTo(1);
        assertThat(screen.err()).contains("not UTF-8");
    }

    @Test
    void storeThatDoesNotAnswerIsUnreachable() {
        Screen screen = Screen.at("127.0.0.1:1");
        assertThat(screen.run("status", "--timeout", "300ms")).isEqualTo(4);
        assertThat(screen.err().lines()).hasSize(1);
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() {
        CommandLine line = CommandLines.of(Terminal.ofProcess(new Stop()));
        assertThat(line.getSubcommands().values()).hasSize(20).allSatisfy(command -> {
            assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
            assertThat(String.join("", command.getCommandSpec().usageMessage().footer()))
                    .contains("edict " + command.getCommandName());
        });
        assertThat(Objects.requireNonNull(line.getSubcommands().get("clusters"))
                        .getSubcommands()
                        .values())
                .hasSize(12)
                .allSatisfy(command -> assertThat(String.join(
                                "", command.getCommandSpec().usageMessage().footer()))
                        .contains("edict clusters " + command.getCommandName()));
    }

    @Test
    void helpListsCommandsAndExitCodes() {
        assertThat(Screen.alone().done("--help")).contains("publish", "completion", "Exit codes", "access denied");
        assertThat(Screen.alone().done("--version")).startsWith("edict ");
        assertThat(Screen.alone().run()).isEqualTo(2);
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(Screen.alone().done("completion"))
                .contains("rollback", "--if-version", "replicate", "--promotes-after", "complete -F");
        assertThat(Screen.parse(Screen.alone().done("completion", "--json")).getString("script"))
                .contains("rollback");
    }

    @Test
    void serverRunsUntilStoppedAndKeepsItsData(@TempDir Path directory) throws Exception {
        Screen screen = Screen.alone();
        CompletableFuture<Integer> server = CompletableFuture.supplyAsync(
                () -> screen.run("server", "--port", "0", "--data", directory.toString(), "--json"));
        Awaitility.await().until(() -> screen.out().endsWith("\n"));
        Config told = screen.json().get(0);
        String connect = told.getString("connect");
        assertThat(Screen.at(connect).done("status")).contains("Nothing is published there yet.");
        screen.stop();
        assertThat(server.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(directory).isNotEmptyDirectory();
    }

    @Test
    void serverTellsHowToUseIt() {
        Screen screen = Screen.alone();
        screen.stop();
        assertThat(screen.done("server", "--port", "0"))
                .contains("export EDICT_CONNECT=127.0.0.1:", "gone at the end", "edict status");
    }
}
