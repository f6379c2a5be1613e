package io.edict.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code edict completion}: what makes the shell complete the command. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete this command and its options.",
        footerHeading = "%nExample:%n",
        footer = "  source <(edict completion)")
final class CompletionCommand implements Callable<Integer> {
    private final EdictCommand edict;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine root = spec.root().commandLine();
            String script = AutoComplete.bash(root.getCommandName(), root);
            if (edict.json()) {
                edict.output().json(Map.of("script", script));
            } else {
                edict.output().line(script);
            }
        }
        return ExitCode.OK.number();
    }
}
