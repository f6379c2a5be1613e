package io.edict.quickstart;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.error.DocumentRefusedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.quickstart.WatchedFile.Sight;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a file each time it is saved, and shows a running application follow. Owned by one thread; it ends when that
 * is interrupted, or with the process.
 */
final class WatchSession {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final String EDITOR = "you";
    private static final String APPLICATION = "app";

    private final Narrator narrator;
    private final WatchedFile file;
    private final String name;
    private final ConfigPublisher publisher;
    private @Nullable String published;

    private WatchSession(Narrator narrator, WatchedFile file, ConfigPublisher publisher) {
        this.narrator = narrator;
        this.file = file;
        this.name = file.path().getFileName().toString();
        this.publisher = publisher;
    }

    /** Follows the file until the thread is interrupted. */
    static void run(Narrator narrator, WatchedFile file, Path directory) throws InterruptedException {
        narrator.title(
                "Edict follows a file",
                "Each time you save " + file.path() + ",",
                "it is published as shop/orders and pushed into the running application. Ctrl-C ends it.");
        try (EmbeddedZooKeeper store = EmbeddedZooKeeper.start(directory.resolve("store"));
                ConfigClient operator = Edict.connect(store.connectString()).start()) {
            WatchSession session = new WatchSession(narrator, file, operator.publisher());
            session.follow(store.connectString(), directory.resolve("copies"));
        }
    }

    private void follow(String servers, Path copies) throws InterruptedException {
        try (OrdersApplication application = start(servers, copies)) {
            while (true) {
                if (!publish(file.awaitChange())) {
                    narrator.says(
                            APPLICATION,
                            "stays on version " + application.status().version());
                }
            }
        }
    }

    /** Starts the application as soon as there is a version that it accepts. */
    private OrdersApplication start(String servers, Path copies) throws InterruptedException {
        OrdersApplication application = publish(file.last()) ? tryToStart(servers, copies) : null;
        while (application == null) {
            narrator.says(APPLICATION, "waits for a first good version; edit the file and save it");
            application = publish(file.awaitChange()) ? tryToStart(servers, copies) : null;
        }
        return application;
    }

    private @Nullable OrdersApplication tryToStart(String servers, Path copies) {
        try {
            Reporter reporter = new Reporter(APPLICATION, narrator);
            OrdersApplication application = OrdersApplication.start(servers, copies, PATIENT, reporter);
            Snapshot settings = application.settings();
            narrator.says(APPLICATION, "starts with version " + settings.version() + ":", Details.of(settings));
            return application;
        } catch (DocumentRefusedException e) {
            narrator.says(APPLICATION, "cannot start: " + e.getMessage());
            return null;
        }
    }

    /** Publishes what the file shows; false if that cannot be done. Told before, because the application may be quick. */
    private boolean publish(Sight sight) {
        if (sight.problem() != null) {
            narrator.says(EDITOR, name + " " + sight.problem());
            return false;
        }
        if (sight.text().equals(published)) {
            narrator.says(EDITOR, name + " is again as it was published last");
            return true;
        }
        narrator.says(EDITOR, "publish " + name);
        try {
            publisher.publish(
                    Publication.of("shop/orders", file.format(), sight.text()).because("Saved " + name));
            published = sight.text();
            return true;
        } catch (InvalidDocumentException e) {
            narrator.says(EDITOR, "are told: " + e.getMessage(), Excerpt.of(sight.text(), e));
        } catch (EdictException e) {
            narrator.says(EDITOR, "are told: " + e.getMessage());
        }
        return false;
    }
}
