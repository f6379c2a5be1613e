package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.Document;
import io.edict.Publication;
import io.edict.plain.KeyProvider;
import io.edict.plain.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code edict rekey}: a document's values under the current key. */
@Command(
        name = "rekey",
        description = "Encrypts a document's values under the current key that are under another, and publishes the"
                + " text. All else of it stays, byte for byte. Nothing is published if there is nothing to do.",
        footerHeading = "%nExample:%n",
        footer = "  edict rekey shop/orders --keys edict.keys")
final class RekeyCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Option(names = "--dry-run", description = "Only tell which values are under another key.")
    private boolean dryRun;

    @Mixin
    private final Provenance provenance = new Provenance();

    RekeyCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        KeyProvider provider = keys.provider(edict().terminal());
        Document document = Documents.current(client.publisher(), target.id());
        Secrets.Rekeyed rekeyed =
                Secrets.rekey(provider, target.id(), document.info().format(), document.text());
        if (dryRun || rekeyed.paths().isEmpty()) {
            tell(document, rekeyed.paths());
            return;
        }
        Publication publication = Publication.of(target.id(), document.info().format(), rekeyed.text())
                .ifVersion(document.info().version().number());
        Published.print(List.of(client.publisher().publish(provenance.applyTo(publication))), output());
    }

    private void tell(Document document, List<String> paths) {
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>(Facts.of(document.info()));
            facts.put("rekey", paths);
            output().json(facts);
        } else if (paths.isEmpty()) {
            output().line(target.id() + " has no value under another key; nothing was published");
        } else {
            paths.forEach(path -> output().line(Wording.safe(path)));
        }
    }
}
