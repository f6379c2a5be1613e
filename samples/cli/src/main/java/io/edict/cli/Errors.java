package io.edict.cli;

import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says on standard error, in one line, why a command cannot be done, and ends it with the right exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final EdictCommand edict;

    Errors(EdictCommand edict) {
        this.edict = edict;
    }

    /** Runs the command, once it is known how much of the log to show. */
    int started(ParseResult parsed) {
        if (edict.verbose()) {
            QuietLogging.raise();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        String message =
                Objects.requireNonNullElse(error.getMessage(), "The call is wrong") + "; see '" + command + " --help'";
        report(error, ExitCode.USAGE, message, Arrays.asList(args).contains("--json"));
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine commandLine, ParseResult parsed) {
        ExitCode code = ExitCode.of(error);
        report(error, code, message(error), edict.json());
        if (edict.verbose()) {
            error.printStackTrace(edict.terminal().err());
        }
        return code.number();
    }

    private void report(Throwable error, ExitCode code, String message, boolean json) {
        Output output = edict.output();
        if (json) {
            output.note(Json.write(Map.of("error", facts(error, code, message))));
        } else {
            output.note("edict: "
                    + message.lines()
                            .map(Wording::safe)
                            .reduce((a, b) -> a + "; " + b)
                            .orElse(""));
        }
    }

    private static String message(Throwable error) {
        String message = Objects.requireNonNullElse(error.getMessage(), "no reason is known");
        boolean meantForPeople = error instanceof EdictException || error instanceof Failure;
        return meantForPeople ? message : error.getClass().getSimpleName() + ": " + message;
    }

    private static Map<String, Object> facts(Throwable error, ExitCode code, String message) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", error.getClass().getSimpleName());
        facts.put("exitCode", code.number());
        facts.put("message", message);
        if (error instanceof EdictException known) {
            known.document().ifPresent(document -> facts.put("document", document));
            known.version().ifPresent(version -> facts.put("version", version.number()));
        }
        if (error instanceof InvalidDocumentException invalid) {
            facts.put("line", invalid.line());
            facts.put("column", invalid.column());
        }
        return facts;
    }
}
