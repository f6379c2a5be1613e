package io.edict.quickstart;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.KeyChange;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.quickstart.Look.Tone;
import io.edict.quickstart.Narrator.Detail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Edict's main job in scenes: publish, follow, push, refuse, roll back, lose the store, start from disk, catch up. */
final class Story {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration HASTY = Duration.ofSeconds(1);
    private static final String STORE = "store";
    private static final String OPERATOR = "operator";
    private static final String FIRST = "app one";
    private static final String SECOND = "app two";

    private final Narrator narrator;
    private final Path copies;
    private final EmbeddedZooKeeper store;
    private final ConfigPublisher publisher;
    private final Reporter one;
    private final Reporter two;

    private Story(Narrator narrator, Path copies, EmbeddedZooKeeper store, ConfigPublisher publisher) {
        this.narrator = narrator;
        this.copies = copies;
        this.store = store;
        this.publisher = publisher;
        this.one = new Reporter(FIRST, narrator);
        this.two = new Reporter(SECOND, narrator);
    }

    /** Tells the whole story; returns when it is over. */
    static void tell(Narrator narrator, Path directory) {
        narrator.title(
                "Edict quickstart",
                "Configuration is published, pushed into a running application, refused, rolled back,",
                "and read while the store is down. The store is a real ZooKeeper, in this process.");
        try (EmbeddedZooKeeper store = EmbeddedZooKeeper.start(directory.resolve("store"));
                ConfigClient operator =
                        Edict.connect(store.connectString()).author("ann").start()) {
            new Story(narrator, directory.resolve("copies"), store, operator.publisher()).scenes();
        }
        narrator.ends(
                "The end. OrdersApplication.java in samples/quickstart is what a user writes.",
                "See your own edits arrive: mvn -q -Pquickstart -Dedict.watch=FILE");
    }

    private void scenes() {
        firstVersionIsPublished();
        try (OrdersApplication first = applicationStarts()) {
            newVersionIsPushed(first);
            syntaxErrorIsRejected(first);
            badValueIsRefused(first);
            oldVersionIsBroughtBack(first);
            storeStops(first);
            try (OrdersApplication second = applicationStartsFromDisk(first)) {
                storeReturns(first, second);
            }
        }
    }

    private void firstVersionIsPublished() {
        narrator.scene("An operator publishes a document");
        narrator.says(STORE, "ZooKeeper serves on " + store.connectString());
        publish(Editions.OPENING, "Opening day");
    }

    private OrdersApplication applicationStarts() {
        narrator.scene("An application follows it");
        OrdersApplication first = OrdersApplication.start(store.connectString(), copies, PATIENT, one);
        Snapshot settings = first.settings();
        narrator.says(
                FIRST,
                "starts with version " + settings.version() + " from " + settings.source() + ":",
                Details.of(settings));
        return first;
    }

    private void newVersionIsPushed(OrdersApplication first) {
        narrator.scene("A new version is pushed into the running application");
        publish(Editions.SALE, "The sale begins");
        one.awaitVersion(2);
        reads(FIRST, first);
    }

    private void syntaxErrorIsRejected(OrdersApplication first) {
        narrator.scene("A text with a syntax error is rejected before it is stored");
        narrator.says(OPERATOR, "tries to publish a text with an open quote");
        try {
            publisher.publish(Publication.of(ORDERS, Format.HOCON, Editions.UNFINISHED));
            throw new IllegalStateException("A text with a syntax error was published");
        } catch (InvalidDocumentException e) {
            narrator.says(OPERATOR, "is told: " + e.getMessage(), Excerpt.of(Editions.UNFINISHED, e));
        }
        reads(FIRST, first);
    }

    private void badValueIsRefused(OrdersApplication first) {
        narrator.scene("A value that makes no sense is refused by the application");
        publish(Editions.TOO_LARGE, "More connections");
        one.awaitRefusal(3);
        reads(FIRST, first);
        List<KeyChange> mistake = publisher.diff(ORDERS, 2, 3).keys();
        narrator.says(OPERATOR, "compares versions 2 and 3", Details.of(mistake));
    }

    private void oldVersionIsBroughtBack(OrdersApplication first) {
        narrator.scene("The operator rolls back");
        narrator.says(OPERATOR, "publishes the text of version 1 again");
        publisher.publish(Publication.rollback(ORDERS, 1));
        one.awaitVersion(4);
        reads(FIRST, first);
        narrator.says(OPERATOR, "looks at the history of " + ORDERS, history());
    }

    private void storeStops(OrdersApplication first) {
        narrator.scene("The store stops, and the application goes on");
        narrator.says(STORE, "ZooKeeper goes down");
        store.stop();
        one.awaitLoss();
        reads(FIRST, first);
    }

    private OrdersApplication applicationStartsFromDisk(OrdersApplication first) {
        narrator.scene("A second application starts without the store");
        OrdersApplication second = OrdersApplication.start(store.connectString(), copies, HASTY, two);
        Snapshot settings = second.settings();
        narrator.says(
                SECOND,
                "starts with version " + settings.version() + " from the local copy",
                List.of(new Detail(Tone.ASIDE, settings.source().place())));
        reads(SECOND, second);
        reads(FIRST, first);
        return second;
    }

    private void storeReturns(OrdersApplication first, OrdersApplication second) {
        narrator.scene("The store returns, and both catch up");
        store.restart();
        narrator.says(STORE, "ZooKeeper serves again on " + store.connectString());
        publish(Editions.AFTERWARDS, "A little more than on opening day");
        one.awaitVersion(5);
        two.awaitVersion(5);
        reads(FIRST, first);
        reads(SECOND, second);
    }

    /** Said before it is done, because the application may hear of the version before this thread does. */
    private void publish(String text, String why) {
        narrator.says(OPERATOR, "publishes " + ORDERS + ": \"" + why + "\"");
        publisher.publish(Publication.of(ORDERS, Format.HOCON, text).because(why));
    }

    private List<Detail> history() {
        return publisher.history(ORDERS).stream()
                .map(version -> new Detail(
                        Tone.NORMAL,
                        "%-3s %-5s %s"
                                .formatted(
                                        version.version(),
                                        version.origin().author(),
                                        version.origin().message())))
                .toList();
    }

    /** One read from memory, and how sure the application may be of it. */
    private void reads(String who, OrdersApplication application) {
        DocumentStatus status = application.status();
        narrator.says(
                who,
                "reads pool.size = " + application.poolSize() + " of version " + status.version() + " ("
                        + inWords(status) + ")");
    }

    private static String inWords(DocumentStatus status) {
        if (status.state() != State.STALE) {
            return status.state().toString();
        }
        Duration age = status.freshness().staleness().orElseThrow();
        return String.format(Locale.ROOT, "STALE: it was the newest %.1f s ago", age.toMillis() / 1000.0);
    }
}
