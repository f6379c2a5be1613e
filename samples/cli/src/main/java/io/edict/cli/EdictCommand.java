package io.edict.cli;

import io.edict.plain.ClientBuilder;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import io.edict.plain.Topology;
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

    static final String CLUSTERS_VARIABLE = "EDICT_CLUSTERS";

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
            names = "--clusters",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 90,
            description = "A file that names the several clusters of the store, instead of --connect and --access."
                    + " Default: the environment variable " + CLUSTERS_VARIABLE + ".")
    private @Nullable Path clusters;

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
        return client(topology());
    }

    /** Begins to build a client of a store. */
    ClientBuilder client(Topology topology) {
        return Edict.connect(topology)
                .requestTimeout(timeout)
                .startTimeout(timeout)
                .application("edict");
    }

    /** The store that was named, on one cluster or several. */
    Topology topology() {
        Path file = clustersFile();
        return file == null ? Topology.single(cluster()) : Topology.fromFile(file);
    }

    /** The store that was named, which must be on several clusters. */
    Topology several() {
        Path file = clustersFile();
        if (file == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "This is for a store on several clusters: name them in a file and give --clusters FILE, or set "
                            + CLUSTERS_VARIABLE);
        }
        Topology topology = Topology.fromFile(file);
        if (topology instanceof Topology.Single) {
            throw new Failure(
                    ExitCode.USAGE,
                    "This is for a store on several clusters, but the clusters file " + file + " names only one");
        }
        return topology;
    }

    /** What is typed counts before what stands in the environment; both ways at one place are a mistake. */
    private @Nullable Path clustersFile() {
        if (clusters != null) {
            if (connect != null || access != null) {
                throw new Failure(
                        ExitCode.USAGE,
                        "--clusters says how to reach all clusters; give either it, or --connect and --access");
            }
            return clusters;
        }
        String variable = variable(CLUSTERS_VARIABLE);
        if (variable == null || connect != null || access != null) {
            return null;
        }
        if (variable(CONNECT_VARIABLE) != null || variable(ACCESS_VARIABLE) != null) {
            throw new Failure(
                    ExitCode.USAGE,
                    CLUSTERS_VARIABLE + " is set, and " + CONNECT_VARIABLE + " or " + ACCESS_VARIABLE
                            + " too; unset one of them, or give --clusters or --connect");
        }
        return Path.of(variable);
    }

    private @Nullable String variable(String name) {
        String value = terminal.place().environment().get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** The one cluster that was named, and how to reach it. */
    Cluster cluster() {
        if (clusters != null) {
            throw new Failure(
                    ExitCode.USAGE, "This works on one cluster at a time: name it with --connect or --access");
        }
        String variable = variable(ACCESS_VARIABLE);
        Path file = access == null && variable != null ? Path.of(variable) : access;
        String named = connect == null ? variable(CONNECT_VARIABLE) : connect;
        if (file == null) {
            return Cluster.at(servers(named));
        }
        return named == null || named.isBlank() ? Cluster.fromProperties(file) : Cluster.fromProperties(file, named);
    }

    private static String servers(@Nullable String named) {
        if (named == null || named.isBlank()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "No store is named: give --connect HOST:PORT, or set " + CONNECT_VARIABLE
                            + "; 'edict server' starts one to try things out");
        }
        return named;
    }
}
