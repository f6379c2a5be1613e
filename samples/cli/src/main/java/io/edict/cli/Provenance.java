package io.edict.cli;

import io.edict.Publication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who publishes and why, and how much history to keep: for every command that publishes. */
final class Provenance {
    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private String message = "";

    @Option(names = "--author", paramLabel = "NAME", description = "Who. Default: the system's user.")
    private @Nullable String author;

    @Option(names = "--keep", paramLabel = "N", description = "How many versions history keeps. Default: 100.")
    private @Nullable Integer keep;

    /** The publication, with what was said about it. */
    Publication applyTo(Publication publication) {
        Publication told = publication.because(message);
        if (author != null) {
            told = told.by(author);
        }
        return keep == null ? told : told.keeping(keep);
    }
}
