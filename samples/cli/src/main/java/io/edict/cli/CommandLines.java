package io.edict.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Puts the command together. */
final class CommandLines {
    private static final int WIDEST = 110;

    private CommandLines() {}

    static CommandLine of(Terminal terminal) {
        EdictCommand edict = new EdictCommand(terminal);
        Errors errors = new Errors(edict);
        CommandLine line = new CommandLine(edict)
                .addSubcommand(new PublishCommand(edict))
                .addSubcommand(new GetCommand(edict))
                .addSubcommand(new HistoryCommand(edict))
                .addSubcommand(new DiffCommand(edict))
                .addSubcommand(new RollbackCommand(edict))
                .addSubcommand(new DeleteCommand(edict))
                .addSubcommand(new WatchCommand(edict))
                .addSubcommand(new LsCommand(edict))
                .addSubcommand(new ExportCommand(edict))
                .addSubcommand(new ImportCommand(edict))
                .addSubcommand(new StatusCommand(edict))
                .addSubcommand(new EncryptCommand(edict))
                .addSubcommand(new RekeyCommand(edict))
                .addSubcommand(new KeygenCommand(edict))
                .addSubcommand(new SigningKeyCommand(edict))
                .addSubcommand(new IncarnationCommand(edict))
                .addSubcommand(clusters(edict))
                .addSubcommand(new AccessCommand(edict))
                .addSubcommand(new ServerCommand(edict))
                .addSubcommand(new CompletionCommand(edict));
        return Converters.register(line)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setColorScheme(Help.defaultColorScheme(terminal.place().ansi()))
                .setUsageHelpWidth(WIDEST)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setExecutionStrategy(errors::started)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private static CommandLine clusters(EdictCommand edict) {
        return new CommandLine(new ClustersCommand())
                .addSubcommand(new ClustersStatusCommand(edict))
                .addSubcommand(new ClustersForecastCommand(edict))
                .addSubcommand(new ClustersPromoteCommand(edict))
                .addSubcommand(new ClustersDemoteCommand(edict))
                .addSubcommand(new ClustersConflictsCommand(edict))
                .addSubcommand(new ClustersVerifyCommand(edict))
                .addSubcommand(new ClustersRepairCommand(edict))
                .addSubcommand(new ClustersReadmitCommand(edict))
                .addSubcommand(new ClustersAddCommand(edict))
                .addSubcommand(new ClustersDrainCommand(edict))
                .addSubcommand(new ClustersReweightCommand(edict))
                .addSubcommand(new ClustersReplicateCommand(edict));
    }

    private static PrintWriter writer(PrintStream to) {
        return new PrintWriter(to, true, StandardCharsets.UTF_8);
    }
}
