package io.edict.cli;

import io.edict.ClientEvent;
import io.edict.ConfigChange;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.plain.ClientBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code edict watch}: changes, as they come.
 *
 * <p>The listener and the events print on the client's listener threads, one line each; the main thread waits for
 * {@link Stop}, which the listener asks for once it has seen enough.
 */
@Command(
        name = "watch",
        description = "Prints each change of a document, or of all documents of a namespace, until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {"  edict watch shop", "  edict watch shop/orders --count 1 --values"})
final class WatchCommand extends StoreCommand {
    private final AtomicInteger seen = new AtomicInteger();

    @Parameters(index = "0", paramLabel = "NS/NAME | NS", description = "A document or a namespace.")
    private String target = "";

    @Option(names = "--count", paramLabel = "N", description = "End after N changes. Default: never.")
    private int count;

    @Option(names = "--values", description = "Show the values, too, and not only the names of the keys.")
    private boolean values;

    WatchCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void check() {
        if (count < 0) {
            throw new Failure(ExitCode.USAGE, "--count is " + count + ", but must be 1 or more");
        }
    }

    @Override
    ClientBuilder prepare(ClientBuilder builder) {
        builder.onEvent(this::tell).leaveSecretsEncrypted();
        return isDocument() ? builder.follow(target) : builder.followNamespace(target);
    }

    @Override
    void run(ConfigClient client) {
        if (isDocument()) {
            client.follow(DocumentId.of(target)).subscribe(this::print);
        } else {
            client.followNamespace(target).subscribe(this::print);
        }
        output().note("Watching " + target);
        edict().terminal().stop().await();
    }

    private boolean isDocument() {
        return target.indexOf('/') >= 0;
    }

    private void print(ConfigChange change) {
        int number = seen.incrementAndGet();
        if (count > 0 && number > count) {
            return;
        }
        if (output().json()) {
            output().json(facts(change));
        } else {
            lines(change);
        }
        if (number == count) {
            edict().terminal().stop().request();
        }
    }

    private void lines(ConfigChange change) {
        Output output = output();
        String version = Wording.version(
                change.after().info(), edict().terminal().place().zone());
        output.line(output.bold(change.id().toString()) + " " + version);
        change.keys().forEach(key -> output.line("  " + Keys.line(key, values, output)));
    }

    private Map<String, Object> facts(ConfigChange change) {
        Map<String, Object> facts = new LinkedHashMap<>(Facts.of(change.after().info()));
        change.previous()
                .ifPresent(before -> facts.put("previous", before.version().number()));
        facts.put("keys", Keys.facts(change.keys(), values));
        return facts;
    }

    /** What stands in the way of seeing changes goes to standard error, where it disturbs no script. */
    private void tell(ClientEvent event) {
        if (event instanceof ClientEvent.Refused refused) {
            Version version = refused.refusal().version();
            output().note("edict: " + (version == null ? "a version" : "version " + version) + " of " + refused.id()
                    + " is refused: "
                    + Wording.safe(refused.refusal().reason()));
        } else if (event instanceof ClientEvent.ConnectionChanged changed) {
            output().note("edict: "
                    + changed.cluster().connection().name().toLowerCase(Locale.ROOT) + " ("
                    + changed.cluster().servers() + ")");
        }
    }
}
