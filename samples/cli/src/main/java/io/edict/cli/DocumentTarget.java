package io.edict.cli;

import io.edict.DocumentId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The document that a command is about, its first argument. */
final class DocumentTarget {
    @Parameters(index = "0", paramLabel = "NS/NAME", description = "The document.")
    private @Nullable DocumentId id;

    DocumentId id() {
        return Objects.requireNonNull(id, "given, or picocli has refused the call");
    }
}
