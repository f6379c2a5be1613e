package io.edict.multicluster;

import static io.edict.multicluster.PrimaryStandbyChapter.ORDERS;
import static io.edict.multicluster.PrimaryStandbyChapter.PRICES;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.Document;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ClusterOperations.Conflict;
import io.edict.plain.ClusterOperations.Forecast;
import io.edict.plain.Edict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scenes of {@link PrimaryStandbyChapter}, on the main thread. */
final class PrimaryStandbyStory {
    private static final String OPERATOR = "operator";
    private static final long SOME_LOAD = 20;

    private final Stage stage;
    private final Narrator narrator;
    private final Clusters clusters;
    private final ConfigClient operator;
    private final ClusterOperations operations;
    private final List<Follower> followers = new ArrayList<>();

    PrimaryStandbyStory(Stage stage, Clusters clusters, ConfigClient operator) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.clusters = clusters;
        this.operator = operator;
        this.operations = ClusterOperations.of(operator);
    }

    void tell() throws IOException, InterruptedException {
        try {
            firstVersionsAreCopiedAndFollowed();
            ConfigClient publisher = PrimaryStandbyChapter.client(
                    PrimaryStandbyChapter.topology(clusters), "publisher", PrimaryStandbyChapter.HASTY);
            try (publisher;
                    Load load = new Load(publisher.publisher(), ORDERS)) {
                tailGrows(load);
                primaryIsKilled(load);
                standbyIsPromoted(load);
                oldPrimaryReturns(load);
            }
        } finally {
            followers.forEach(Follower::close);
        }
    }

    private void firstVersionsAreCopiedAndFollowed() throws InterruptedException {
        ConfigClient copier = copier();
        try {
            firstVersionsAreFollowed();
            copiesArrive();
        } finally {
            copier.close();
        }
    }

    private void firstVersionsAreFollowed() throws InterruptedException {
        narrator.scene("Three clusters, one primary, three applications");
        clusters.all()
                .forEach(server -> narrator.says(
                        server.name(), "serves on " + server.connectString() + " as process " + server.pid()));
        narrator.says("copier", "copies what the primary takes to the standbys");
        publish(ORDERS, "n = 0", "Opening day");
        publish(PRICES, "price = 10", "Opening day");
        for (String name : List.of("app one", "app two", "app three")) {
            followers.add(Follower.start(
                    name, PrimaryStandbyChapter.topology(clusters), List.of(ORDERS, PRICES), this::heard));
        }
        publish(ORDERS, "n = 1", "A second version");
        awaitHeard(new Version(1, 2));
        narrator.says("apps", "all three have heard of version 2 of " + ORDERS);
    }

    private ConfigClient copier() {
        ConfigClient copier = PrimaryStandbyChapter.client(
                PrimaryStandbyChapter.copying(clusters), "copier", PrimaryStandbyChapter.PATIENT);
        copier.onEvent(event -> {
            if (event instanceof ClientEvent.VersionsSetAside aside) {
                narrator.says(
                        "copier",
                        aside.cluster() + " had " + aside.versions().size()
                                + " versions of its own; they are set aside there");
            }
        });
        return copier;
    }

    private void copiesArrive() throws InterruptedException {
        narrator.scene("Copies arrive at the standbys");
        Waiting.untilAsked("copies on all standbys", this::isCopied);
        status();
    }

    private void tailGrows(Load load) throws InterruptedException {
        narrator.scene("Versions are published that nobody copies");
        narrator.says("copier", "has ended; a publisher publishes " + ORDERS + " all the time");
        Waiting.until("load", () -> load.published() >= SOME_LOAD);
        publish(PRICES, "price = 99", "Only Berlin has this");
        Waiting.until("load", () -> load.published() >= 2 * SOME_LOAD);
        narrator.says(
                "apps", "hear of all that where they read from berlin, and of nothing where they read from a standby:");
        followers.forEach(follower -> narrator.says(follower.name(), "has version " + follower.heard()));
    }

    private void primaryIsKilled(Load load) throws InterruptedException, IOException {
        narrator.scene("The primary is killed under load");
        ServerProcess berlin = clusters.get("berlin");
        narrator.says("berlin", "is killed: SIGKILL to process " + berlin.pid());
        berlin.kill();
        Waiting.until("a refusal", () -> load.refusal() != null);
        String unknown = load.unknown();
        if (unknown != null) {
            narrator.says("publisher", "is told of the publish that was under way: " + unknown);
        }
        narrator.says("publisher", "is told: " + load.refusal());
        followers.forEach(follower -> narrator.says(
                follower.name(),
                "goes on reading from its memory: version " + follower.heard() + " of " + ORDERS + ", price = "
                        + follower.holds(PRICES).getInt("price")));
        status();
    }

    private void standbyIsPromoted(Load load) throws InterruptedException {
        narrator.scene("A standby is promoted");
        Forecast forecast = operations.forecast("munich");
        narrator.says(
                OPERATOR,
                "reads the forecast for munich: epoch " + forecast.epoch() + ", "
                        + forecast.reached().size() + " of " + forecast.clusters() + " clusters reached, "
                        + (forecast.needsForce() ? "no majority" : "a majority, so it takes no force") + "; "
                        + forecast.loss());
        long before = load.published();
        long began = System.nanoTime();
        long epoch = operations.promote("munich", forecast.needsForce());
        narrator.says(OPERATOR, "has promoted munich: epoch " + epoch);
        Waiting.until("the first publish", () -> load.published() > before);
        Duration first = load.newestAfter(began);
        Waiting.until("publishes", () -> load.published() >= before + SOME_LOAD);
        narrator.says(
                "publisher",
                "publishes again, and is at version " + load.newest() + "; " + load.refused()
                        + " publishes were refused. Writes were away for "
                        + load.longestGap().toMillis() + " ms, "
                        + first.toMillis() + " of them since the operator began to promote");
    }

    private void oldPrimaryReturns(Load load) throws IOException, InterruptedException {
        ConfigClient copier = copier();
        try {
            narrator.says("copier", "copies what munich takes to the standbys");
            Version published = load.newest();
            awaitHeard(published);
            narrator.says(
                    "apps",
                    "all three have heard of version " + published + ": it is newer than all that berlin took alone");
            tailIsSetAside();
            load.close();
            allIsCompared();
        } finally {
            copier.close();
        }
    }

    private void tailIsSetAside() throws IOException, InterruptedException {
        narrator.scene("The old primary returns, with versions that nobody else has");
        ServerProcess berlin = clusters.get("berlin");
        berlin.start();
        narrator.says("berlin", "serves again on " + berlin.connectString() + ", with what it had on disk");
        Waiting.untilAsked(
                "versions set aside",
                () -> operations.conflicts().stream()
                        .anyMatch(conflict -> conflict.version().id().equals(PRICES)));
        List<Conflict> conflicts = operations.conflicts();
        narrator.says(OPERATOR, "looks at the " + conflicts.size() + " versions that are set aside, among them:");
        narrator.shows(conflicts.stream()
                .filter(conflict -> conflict.version().id().equals(PRICES))
                .map(PrimaryStandbyStory::shown)
                .toList());
        Version good = head("munich", PRICES).info().version();
        Waiting.until(
                "the good price everywhere",
                () -> followers.stream()
                        .allMatch(follower -> follower.holds(PRICES).version().equals(good)));
        narrator.says(
                "apps",
                "all three read price = " + followers.get(0).holds(PRICES).getInt("price") + " in version " + good
                        + ": who had 99 did not go back, the good text was published again");
    }

    private static String shown(Conflict conflict) {
        VersionInfo info = conflict.version();
        return conflict.cluster() + "  " + info.id() + " version " + info.version() + "  \""
                + info.origin().message() + "\"  " + conflict.text().orElse("no text");
    }

    private void allIsCompared() throws InterruptedException {
        narrator.scene("What everybody saw");
        Waiting.untilAsked("copies on all standbys", this::isCopied);
        status();
        Waiting.untilAsked("the same in all clusters", this::isTheSame);
        narrator.says(OPERATOR, "has compared the documents and their histories in the three clusters: the same");
        Version newest = head("munich", ORDERS).info().version();
        awaitHeard(newest);
        for (Follower follower : followers) {
            narrator.says(follower.name(), follower.report());
            stage.expect(follower.stepsBack() == 0, follower.name() + " went back");
            stage.expect(follower.failures() == 0, follower.name() + " could not read");
            stage.expect(follower.heard().equals(newest), follower.name() + " does not have the newest version");
        }
    }

    private boolean isCopied() {
        List<ClusterReport> reports = operations.status();
        return reports.stream()
                                .filter(report -> report.role().equals("primary"))
                                .count()
                        == 1
                && reports.stream()
                                .filter(report -> report.role().equals("standby")
                                        && report.latency() != null
                                        && report.problem() == null
                                        && report.behind() == 0
                                        && report.ahead() == 0)
                                .count()
                        == 2;
    }

    private boolean isTheSame() {
        return List.of(ORDERS, PRICES).stream()
                .allMatch(id -> clusters.all().stream()
                                .map(server -> contents(server, id))
                                .distinct()
                                .count()
                        == 1);
    }

    /** Asks one cluster alone, past all that knows of several. */
    private static String contents(ServerProcess server, DocumentId id) {
        try (ConfigClient alone = Edict.connect(server.connectString()).start()) {
            Optional<Document> head = alone.publisher().read(id);
            return head + " " + alone.publisher().history(id);
        }
    }

    private Document head(String cluster, DocumentId id) {
        try (ConfigClient alone =
                Edict.connect(clusters.get(cluster).connectString()).start()) {
            return alone.publisher().read(id).orElseThrow();
        }
    }

    private void publish(DocumentId id, String text, String why) {
        narrator.says(OPERATOR, "publishes " + id + ": \"" + why + "\"");
        operator.publisher().publish(Publication.of(id, Format.HOCON, text).because(why));
    }

    private void awaitHeard(Version version) throws InterruptedException {
        Waiting.until(
                "version " + version + " at all applications",
                () -> followers.stream().allMatch(follower -> !version.isNewerThan(follower.heard())));
    }

    private void status() {
        narrator.says(OPERATOR, "looks at the status of the clusters");
        narrator.shows(StatusTable.of(operations.status()));
    }

    private void heard(String name, ClientEvent event) {
        if (event instanceof ClientEvent.FailedOver moved) {
            narrator.says(name, "reads from " + moved.to() + " now, after " + moved.from());
        } else if (event instanceof ClientEvent.PrimaryChanged changed) {
            narrator.says(name, "hears that " + changed.primary() + " is the primary of epoch " + changed.epoch());
        }
    }
}
