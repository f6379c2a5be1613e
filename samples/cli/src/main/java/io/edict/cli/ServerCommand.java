package io.edict.cli;

import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edict server}: a store to try things out. */
@Command(
        name = "server",
        description = "Runs a store on this machine until Ctrl-C, to try things out; no place for data that matters.",
        footerHeading = "%nExample:%n",
        footer = "  edict server --data ./store")
final class ServerCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final EdictCommand edict;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data stays. Default: a temporary directory, gone at the end.")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "2181",
            description = "The port on 127.0.0.1, 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    ServerCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Override
    public Integer call() {
        EmbeddedZooKeeper.Builder builder = EmbeddedZooKeeper.builder().port(port);
        try (EmbeddedZooKeeper server = (data == null ? builder : builder.dataDirectory(data)).start()) {
            tell(server);
            waitWhile(server);
        }
        return ExitCode.OK.number();
    }

    private void waitWhile(EmbeddedZooKeeper server) {
        while (!edict.terminal().stop().await(LOOK_EVERY)) {
            if (!server.isRunning()) {
                throw new Failure(
                        ExitCode.OTHER,
                        "The server gave up by itself; see whether the disk under " + server.dataDirectory()
                                + " is full");
            }
        }
    }

    private void tell(EmbeddedZooKeeper server) {
        Output output = edict.output();
        if (output.json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("connect", server.connectString());
            facts.put("data", server.dataDirectory());
            facts.put("temporary", data == null);
            output.json(facts);
            return;
        }
        output.line("A store runs at " + output.bold(server.connectString()) + " until Ctrl-C.");
        output.line("Its data is in " + server.dataDirectory() + (data == null ? ", and is gone at the end." : "."));
        output.line("In another terminal:");
        output.line("  export " + EdictCommand.CONNECT_VARIABLE + "=" + server.connectString());
        output.line("  edict status");
    }
}
