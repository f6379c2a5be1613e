package io.edict.cli;

import io.edict.plain.ClientBuilder;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what all subcommands take, before or after their names. */
@Command(
        name = "edict",
        versionProvider = ProgramVersion.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Publishes configuration, and shows what is published.%n",
        optionListHeading = "%nOptions of every command:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused: somebody else published in between, or the text is not accepted",
            "2:the call is wrong",
            "3:there is no such document, or history does not hold that version",
            "4:the store cannot be reached, or it is not known how a publish ended",
            "5:access denied",
            "6:anything else"
        },
        footerHeading = "%nA first try, in two terminals:%n",
        footer = {
            "  edict server",
            "  export EDICT_CONNECT=127.0.0.1:2181",
            "  echo 'pool.size = 10' | edict publish shop/orders - --format hocon -m 'First'",
            "  edict get shop/orders",
            "",
            "'edict COMMAND --help' explains a command."
        })
final class EdictCommand implements Callable<Integer> {
    static final String CONNECT_VARIABLE = "EDICT_CONNECT";

    static final String ACCESS_VARIABLE = "EDICT_ACCESS";

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT,...",
            scope = ScopeType.INHERIT,
            order = 90,
            description = "The store's ZooKeeper servers. Default: the environment variable " + CONNECT_VARIABLE + ".")
    private @Nullable String connect;

    @Option(
            names = "--access",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 90,
            description = "A properties file with TLS, login and servers. Default: the environment variable "
                    + ACCESS_VARIABLE + ".")
    private @Nullable Path access;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            order = 91,
            defaultValue = "10s",
            converter = TimeoutConverter.class,
            description = "How long to wait for the store: 500ms, 10s, 2m. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--json", scope = ScopeType.INHERIT, order = 92, description = "JSON for scripts, errors too.")
    private boolean json;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            order = 93,
            description = "Show what goes on below: log, and where errors come from.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            order = 94,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads the option itself
    private boolean help;

    @Option(names = "--version", versionHelp = true, order = 95, description = "Show the program's version.")
    @SuppressWarnings("UnusedVariable") // picocli reads the option itself
    private boolean version;

    EdictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Without a subcommand: the help, as an error. */
    @Override
    public Integer call() {
        if (spec != null) {
            terminal.err()
                    .print(spec.commandLine().getUsageMessage(terminal.place().ansi()));
        }
        return ExitCode.USAGE.number();
    }

    Terminal terminal() {
        return terminal;
    }

    Output output() {
        return new Output(terminal, json);
    }

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    Duration timeout() {
        return timeout;
    }

    /** Begins to build a client of the store that was named. */
    ClientBuilder client() {
        return Edict.connect(cluster())
                .requestTimeout(timeout)
                .startTimeout(timeout)
                .application("edict");
    }

    /** The store that was named, and how to reach it. */
    Cluster cluster() {
        String variable = terminal.place().environment().get(ACCESS_VARIABLE);
        Path file = access == null && variable != null && !variable.isBlank() ? Path.of(variable) : access;
        if (file == null) {
            return Cluster.at(servers());
        }
        String named = named();
        return named == null || named.isBlank() ? Cluster.fromProperties(file) : Cluster.fromProperties(file, named);
    }

    private @Nullable String named() {
        return connect == null ? terminal.place().environment().get(CONNECT_VARIABLE) : connect;
    }

    /** The store that was named. */
    String servers() {
        String named = named();
        if (named == null || named.isBlank()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "No store is named: give --connect HOST:PORT, or set " + CONNECT_VARIABLE
                            + "; 'edict server' starts one to try things out");
        }
        return named;
    }
}
