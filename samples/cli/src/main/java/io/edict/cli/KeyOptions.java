package io.edict.cli;

import io.edict.plain.KeyProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys of encrypted values. Never an argument, which others on the machine could see. */
final class KeyOptions {
    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "The file with the keys. Default: the environment variable " + io.edict.plain.Keys.VARIABLE + ".")
    private @Nullable Path file;

    KeyProvider provider(Terminal terminal) {
        if (file != null) {
            return io.edict.plain.Keys.file(file);
        }
        if (!terminal.place().environment().containsKey(io.edict.plain.Keys.VARIABLE)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "No keys are named: give --keys FILE, or set " + io.edict.plain.Keys.VARIABLE
                            + "; 'edict keygen' makes a key file");
        }
        return io.edict.plain.Keys.environment(
                io.edict.plain.Keys.VARIABLE, terminal.place().environment());
    }
}
