package io.edict.cli;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.VersionInfo;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code edict clusters replicate}: carries the copying to the standbys.
 *
 * <p>Events print on the client's listener threads; the main thread waits for {@link Stop}.
 */
@Command(
        name = "replicate",
        description = {
            "Copies what the primary takes to the standbys, until Ctrl-C, and prints what happens among the clusters.%n",
            "It may run several times, in several places: for each standby one of them is elected, and another one takes"
                    + " over when that ends. Not needed where an application carries the copying."
        },
        footerHeading = "%nExample:%n",
        footer = "  edict clusters replicate --promotes-after 30s")
final class ClustersReplicateCommand extends StoreCommand {
    @Option(
            names = "--promotes-after",
            paramLabel = "TIME",
            converter = TimeoutConverter.class,
            description =
                    "Promote the standby when the primary has been away for so long and a majority of all clusters,"
                            + " witnesses included, can be reached. Default: as the file says, else never.")
    private @Nullable Duration promotesAfter;

    ClustersReplicateCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    ClientBuilder begin() {
        Topology several = edict().several();
        if (several instanceof Topology.PrimaryStandby topology) {
            return edict().client(topology.replicating(promotesAfter));
        } else if (several instanceof Topology.Sharded topology) {
            return edict().client(topology.replicating(promotesAfter));
        }
        throw new Failure(ExitCode.USAGE, "Only a store with a primary and standbys is copied from one to the other");
    }

    @Override
    ClientBuilder prepare(ClientBuilder builder) {
        return builder.onEvent(this::tell);
    }

    @Override
    void run(ConfigClient client) {
        output().note("Copying to the standbys, as far as nobody else does, until Ctrl-C");
        edict().terminal().stop().await();
    }

    private void tell(ClientEvent event) {
        if (event instanceof ClientEvent.PrimaryChanged changed) {
            tell(
                    "primary",
                    changed.primary() + " is the primary of epoch " + changed.epoch() + " now",
                    Map.of("primary", changed.primary(), "epoch", changed.epoch()));
        } else if (event instanceof ClientEvent.FailedOver moved) {
            tell(
                    "reads",
                    "reads come from " + moved.to() + " now, after " + moved.from(),
                    Map.of("from", moved.from(), "to", moved.to()));
        } else if (event instanceof ClientEvent.ConnectionChanged changed) {
            String connection = changed.cluster().connection().name().toLowerCase(Locale.ROOT);
            tell(
                    "connection",
                    changed.cluster().name() + " is " + connection,
                    Map.of("cluster", changed.cluster().name(), "connection", connection));
        } else if (event instanceof ClientEvent.VersionsSetAside aside) {
            tell(
                    "setAside",
                    aside.cluster() + " had versions of its own, which are set aside there: "
                            + aside.versions().stream()
                                    .map(ClustersReplicateCommand::named)
                                    .collect(Collectors.joining(", ")),
                    Map.of(
                            "cluster",
                            aside.cluster(),
                            "versions",
                            aside.versions().stream().map(Facts::of).toList()));
        }
    }

    private static String named(VersionInfo info) {
        return info.id() + " version " + info.version();
    }

    private void tell(String event, String text, Map<String, Object> more) {
        Instant now = Instant.now();
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("time", now);
            facts.put("event", event);
            facts.putAll(more);
            output().json(facts);
        } else {
            output().line(Wording.time(now, edict().terminal().place().zone()) + "  " + Wording.safe(text));
        }
    }
}
