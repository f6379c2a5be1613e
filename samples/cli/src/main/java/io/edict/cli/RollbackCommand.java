package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict rollback}: an older version's text again. */
@Command(
        name = "rollback",
        description = "Publishes an older version's text again, as a new version.",
        footerHeading = "%nExample:%n",
        footer = "  edict rollback shop/orders 3 -m 'The pool was too big'")
final class RollbackCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Parameters(index = "1", paramLabel = "N", description = "The version to go back to.")
    private long number;

    @Option(names = "--if-version", paramLabel = "N", description = "Only if version N is the current one.")
    private @Nullable Long expected;

    @Mixin
    private final Provenance provenance = new Provenance();

    RollbackCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    ClientBuilder prepare(ClientBuilder builder) {
        return provenance.sign(builder, edict().terminal().place().environment());
    }

    @Override
    void run(ConfigClient client) {
        Publication rollback = provenance.applyTo(Publication.rollback(target.id(), number));
        Publication asked = expected == null ? rollback : rollback.ifVersion(expected);
        Published.print(List.of(client.publisher().publish(asked)), output());
    }
}
