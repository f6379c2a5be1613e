package io.edict.drill.fleet;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.drill.app.Content;
import io.edict.drill.app.Corpus;
import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Journal;
import io.edict.error.CorruptContentException;
import io.edict.plain.Edict;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The cluster is put back to a backup; or it is down while applications start. */
final class RestoreTroubles {
    private final Sites sites;
    private final List<App> apps;
    private final Operator operator;
    private final Journal journal;
    private final Path backup;
    private final Dice dice;

    RestoreTroubles(Fleet fleet, Path backup, Dice dice) {
        this.sites = fleet.sites();
        this.apps = fleet.apps();
        this.operator = fleet.operator();
        this.journal = fleet.journal();
        this.backup = backup;
        this.dice = dice;
    }

    /** The operator raises the incarnation late: until then versions count from the backup's, and clients keep theirs. */
    Trouble restore() {
        return new Trouble("all", () -> restore(false), dice.between(5000, 9000), () -> {
            operator.raiseIncarnation();
            operator.publishAll();
        });
    }

    /** The operator raises the incarnation before anybody is let in again. */
    Trouble restoreRaised() {
        return new Trouble("all", () -> restore(true), Duration.ZERO, operator::publishAll);
    }

    private void restore(boolean raise) {
        takeBackup();
        Patience.pass(dice.between(2000, 4000));
        List<TcpProxy> ways =
                apps.stream().flatMap(app -> app.links().all().stream()).toList();
        long from = Entry.now();
        ways.forEach(TcpProxy::cut);
        sites.servers().forEach(ServerProcess::kill);
        for (ServerProcess server : sites.servers()) {
            if (server.observes()) {
                Directories.clear(server.data());
            } else {
                Directories.copy(backup, server.data());
            }
        }
        sites.start();
        String held = held();
        if (raise) {
            operator.raiseIncarnation();
        }
        journal.write(Entry.of(from, "restoring"));
        journal.write("restored", "held", held, "raised", raise);
        ways.forEach(TcpProxy::restore);
    }

    private void takeBackup() {
        ServerProcess server = sites.ensemble().followers().get(0);
        server.terminate();
        Directories.copy(server.data(), backup);
        server.start();
        server.awaitServing();
    }

    private String held() {
        try (ConfigClient reader =
                Edict.connect(sites.address().topology(false)).start()) {
            List<String> parts = new ArrayList<>();
            for (String document : Corpus.all()) {
                try {
                    reader.publisher()
                            .read(DocumentId.of(document))
                            .ifPresent(found ->
                                    parts.add(Content.part(found.info()).toString()));
                } catch (CorruptContentException e) {
                    // Not among what is held: then nothing of it counts as kept.
                }
            }
            return String.join(";", parts);
        }
    }

    Trouble coldStart() {
        App app = dice.any(apps.stream().filter(App::follows).toList());
        return new Trouble(
                app.name() + ", and all servers",
                () -> {
                    app.kill();
                    sites.servers().forEach(ServerProcess::kill);
                    app.start();
                },
                dice.between(7000, 9000),
                sites::start);
    }
}
