package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import java.util.List;
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
        if (!yes) {
            new Question(edict()).ask("delete " + target.id(), target.id() + " was not deleted");
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
}
