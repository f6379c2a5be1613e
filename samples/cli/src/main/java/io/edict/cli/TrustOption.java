package io.edict.cli;

import io.edict.plain.ClientBuilder;
import io.edict.plain.TrustedPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose versions to believe: for every command that talks to the store. */
final class TrustOption {
    static final String VARIABLE = "EDICT_TRUST";

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            order = 80,
            description =
                    "Take text only of versions signed by one of the keys DIR/*.pub. Default: the environment variable "
                            + VARIABLE + ", else any version.")
    private @Nullable Path directory;

    ClientBuilder applyTo(ClientBuilder builder, Map<String, String> environment) {
        Path named = directory == null ? path(environment.get(VARIABLE)) : directory;
        return named == null ? builder : builder.trustOnly(TrustedPublishers.inDirectory(named));
    }

    /** A path from the environment; an empty one is none. */
    static @Nullable Path path(@Nullable String text) {
        return text == null || text.isBlank() ? null : Path.of(text);
    }
}
