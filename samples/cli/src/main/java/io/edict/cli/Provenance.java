package io.edict.cli;

import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import io.edict.plain.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who publishes and why, and how much history to keep: for every command that publishes. */
final class Provenance {
    static final String SIGN_VARIABLE = "EDICT_SIGN_WITH";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private String message = "";

    @Option(names = "--author", paramLabel = "NAME", description = "Who. Default: the system's user.")
    private @Nullable String author;

    @Option(names = "--keep", paramLabel = "N", description = "How many versions history keeps. Default: 100.")
    private @Nullable Integer keep;

    @Option(
            names = "--sign-with",
            paramLabel = "FILE",
            description =
                    "Sign with the private key in FILE; 'edict signing-key' makes one. Default: the environment variable "
                            + SIGN_VARIABLE + ", else unsigned.")
    private @Nullable Path key;

    /** Has the client sign what it publishes, if that was asked for. */
    ClientBuilder sign(ClientBuilder builder, Map<String, String> environment) {
        Path named = key == null ? TrustOption.path(environment.get(SIGN_VARIABLE)) : key;
        return named == null ? builder : builder.signWith(SigningKey.read(named));
    }

    /** The publication, with what was said about it. */
    Publication applyTo(Publication publication) {
        Publication told = publication.because(message);
        if (author != null) {
            told = told.by(author);
        }
        return keep == null ? told : told.keeping(keep);
    }
}
