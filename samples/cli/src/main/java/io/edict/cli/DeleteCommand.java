package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code edict delete}: asks, and then deletes. */
@Command(
        name = "delete",
        description = "Deletes a document. Its history stays, and 'edict rollback' brings it back.",
        footerHeading = "%nExample:%n",
        footer = "  edict delete shop/orders --yes -m 'Moved to shop/sales'")
final class DeleteCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--if-version", paramLabel = "N", description = "Only if version N is the current one.")
    private @Nullable Long expected;

    @Mixin
    private final Provenance provenance = new Provenance();

    DeleteCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void check() {
        if (yes) {
            return;
        }
        if (!edict().terminal().place().interactive()) {
            throw new Failure(
                    ExitCode.USAGE, "Nobody is there to be asked whether to delete " + target.id() + "; give --yes");
        }
        output().note("Delete " + target.id() + "? Write 'yes':");
        if (!answer().equalsIgnoreCase("yes")) {
            throw new Failure(ExitCode.OTHER, target.id() + " was not deleted: the answer was not 'yes'");
        }
    }

    @Override
    ClientBuilder prepare(ClientBuilder builder) {
        return provenance.sign(builder, edict().terminal().place().environment());
    }

    @Override
    void run(ConfigClient client) {
        Publication deletion = provenance.applyTo(Publication.deletion(target.id()));
        Publication asked = expected == null ? deletion : deletion.ifVersion(expected);
        Published.print(List.of(client.publisher().publish(asked)), output());
    }

    private String answer() {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(edict().terminal().in(), StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(lines.readLine(), "").strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.OTHER, "Cannot read the answer: " + e, e);
        }
    }
}
