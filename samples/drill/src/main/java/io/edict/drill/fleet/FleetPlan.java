package io.edict.drill.fleet;

import io.edict.drill.app.Mode;
import java.nio.file.Path;

/**
 * How big a fleet is.
 *
 * @param directory where everything of the run is
 * @param mode how its clusters are one store
 * @param followerProcesses how many processes of followers
 * @param followersEach how many followers each
 * @param publisherProcesses how many processes of publishers
 * @param threadsEach how many publishing threads each
 * @param periodMillis the time between the publishes of a thread
 * @param bells whether versions come along with their announcements
 */
public record FleetPlan(
        Path directory,
        Mode mode,
        int followerProcesses,
        int followersEach,
        int publisherProcesses,
        int threadsEach,
        long periodMillis,
        boolean bells) {
    Path journals() {
        return directory.resolve("journals");
    }

    Path copies(String app) {
        return directory.resolve("copies").resolve(app);
    }

    int followers() {
        return followerProcesses * followersEach;
    }
}
