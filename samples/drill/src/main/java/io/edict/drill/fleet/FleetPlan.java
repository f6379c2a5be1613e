package io.edict.drill.fleet;

import java.nio.file.Path;

/**
 * How big a fleet is.
 *
 * @param directory where everything of the run is
 * @param followerProcesses how many processes of followers
 * @param followersEach how many followers each
 * @param publisherProcesses how many processes of publishers
 * @param threadsEach how many publishing threads each
 * @param periodMillis the time between the publishes of a thread
 * @param bells whether versions come along with their announcements
 */
public record FleetPlan(
        Path directory,
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
