package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.error.EdictException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An application as its users write it, for tests that treat it as a process: follows {@code shop/orders}, prints {@code
 * started VERSION SOURCE}, {@code heard VERSION} for each change, or {@code failed MILLIS MESSAGE}. Ends with its standard
 * input.
 */
final class FollowerMain {
    private FollowerMain() {}

    /** Arguments: connect string, start timeout in milliseconds, directory of local copies. */
    public static void main(String[] args) throws IOException {
        long begun = System.nanoTime();
        ClientBuilder builder = Edict.connect(args[0])
                .follow("shop/orders")
                .sessionTimeout(Duration.ofSeconds(3))
                .startTimeout(Duration.ofMillis(Long.parseLong(args[1])));
        if (args.length > 2) {
            builder.localCopies(Path.of(args[2]));
        }
        try (ConfigClient client = builder.start()) {
            FollowedDocument orders = client.follow("shop/orders");
            say("started " + orders.snapshot().version() + " "
                    + orders.snapshot().source().kind());
            orders.subscribe(change -> say("heard " + change.after().version()));
            while (System.in.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        } catch (EdictException e) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            say("failed " + millis + " " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
