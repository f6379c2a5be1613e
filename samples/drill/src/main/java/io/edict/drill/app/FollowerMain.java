package io.edict.drill.app;

import io.edict.drill.journal.Journal;
import io.edict.plain.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process of several followers, each with a client of its own. Told {@code final}, it writes down what all of them hold. */
public final class FollowerMain {
    /** How long servers remember clients that they do not hear of. */
    public static final Duration SESSION = Duration.ofSeconds(4);

    private static final long POLL_MILLIS = 40;

    private final Journal journal;
    private final List<Follower> followers = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    private FollowerMain(Journal journal) {
        this.journal = journal;
    }

    /**
     * Arguments: directory of journals, name, generation of the process, connect string, number of followers, directory of
     * local copies, whether versions come along with their announcements.
     */
    public static void main(String[] args) {
        Journal journal = Journal.create(Path.of(args[0]), args[1] + "-" + args[2]);
        FollowerMain main = new FollowerMain(journal);
        int generation = Integer.parseInt(args[2]);
        Cluster cluster = Cluster.at(args[3]).announceContent(Boolean.parseBoolean(args[6]));
        for (int i = 0; i < Integer.parseInt(args[4]); i++) {
            Role role = Role.of(i);
            String name = args[1] + "." + i + "." + role.name().toLowerCase(java.util.Locale.ROOT);
            Witness witness = new Witness(journal, name);
            Follower follower = new Follower(
                    role, i, new Follower.Settings(cluster, Path.of(args[5]).resolve(name), generation), witness);
            main.followers.add(follower);
            new Thread(follower::startUntilStarted, "start-" + i).start();
        }
        new Thread(main::poll, "poll").start();
        Console.listen(main::told);
    }

    private void told(String line) {
        if (line.equals("final")) {
            followers.forEach(Follower::writeFinal);
            journal.write("finished");
        }
    }

    private void poll() {
        try {
            while (!stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                followers.forEach(Follower::poll);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
