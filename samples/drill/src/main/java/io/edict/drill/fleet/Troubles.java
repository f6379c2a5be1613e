package io.edict.drill.fleet;

import java.nio.file.Path;
import java.util.Random;

/** Makes a fault of every kind. */
final class Troubles {
    private final ServerTroubles servers;
    private final AppTroubles apps;
    private final NetworkTroubles network;
    private final HeadTroubles heads;
    private final RestoreTroubles restores;
    private final ClusterTroubles clusters;

    Troubles(Fleet fleet, Path backup, Random random) {
        Dice dice = new Dice(random);
        servers = new ServerTroubles(fleet.sites(), dice);
        apps = new AppTroubles(fleet.followers(), fleet.publishers(), dice);
        network = new NetworkTroubles(fleet.apps(), new Sessions(fleet.sites(), random), dice);
        heads = new HeadTroubles(fleet.sites().address().clusters().get(0), fleet.operator(), fleet.journal(), dice);
        clusters = new ClusterTroubles(fleet, backup, dice);
        restores = new RestoreTroubles(fleet, backup, dice);
    }

    Trouble of(FaultKind kind) {
        return switch (kind) {
            case SERVER_KILL -> servers.kill();
            case MAJORITY_KILL -> servers.killMajority();
            case SERVER_HANG -> servers.hang();
            case ROLLING_RESTART -> servers.restartAll();
            case REPLACEMENT -> servers.replace();
            case RESTORE -> restores.restore();
            case RESTORE_RAISED -> restores.restoreRaised();
            case COLD_START -> restores.coldStart();
            case FOLLOWER_HANG -> apps.hangFollowers();
            case FOLLOWER_KILL -> apps.killFollowers();
            case DISK_FULL -> apps.fillDisk();
            case CLOCK_JUMP -> apps.jumpClock();
            case PUBLISHER_HANG -> apps.hangPublishers();
            case PUBLISHER_KILL -> apps.killPublishers();
            case CUT -> network.cut();
            case ONE_WAY_CUT -> network.cutOneWay();
            case DELAY -> network.delay();
            case HALF_OPEN -> network.halfOpen();
            case SESSION_EXPIRY -> network.expireSessions();
            case DELETE_AND_CREATE -> heads.deleteAndCreate();
            case HEAD_GARBAGE -> heads.garbage();
            case HEAD_EDITED -> heads.edited();
            case HEAD_FORGED -> heads.forged();
            case HEAD_PUT_BACK -> heads.putBack();
            case HEAD_REMOVED -> heads.removed();
            case PRIMARY_LOST -> clusters.losePrimary();
            case PRIMARY_CHANGED -> clusters.changePrimary();
            case STANDBY_RESTORED -> clusters.restoreStandby();
            case CLUSTER_RESTORED -> clusters.restore();
            case CLUSTER_EMPTIED -> clusters.empty();
            case RESHARDING -> clusters.reshard();
        };
    }
}
