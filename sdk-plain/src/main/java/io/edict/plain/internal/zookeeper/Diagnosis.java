package io.edict.plain.internal.zookeeper;

import io.edict.error.EdictException;
import io.edict.plain.internal.store.Deadline;
import java.time.Duration;

/**
 * Finds out why there is no connection, since ZooKeeper's client does not say: two seconds after the start, or five after
 * a loss, and then ever less often, up to once a minute. An ordinary reconnect takes less than five, and with a restarted
 * server all its clients reconnect at once: they should not ask it more than that. {@link #due} is called by the timer's
 * thread only, the rest by any.
 */
final class Diagnosis {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int AFTER_START = 2;
    private static final int AFTER_LOSS = 5;
    private static final int LONGEST = 60;

    private final ZooKeeperSettings settings;
    private int seconds;
    private int wait = AFTER_START;
    private volatile boolean connected;

    Diagnosis(ZooKeeperSettings settings) {
        this.settings = settings;
    }

    /** There is a connection, and maybe already none any more. */
    void connected() {
        connected = true;
    }

    /** Called once a second: whether to find out now. */
    boolean due(boolean known) {
        if (known || connected) {
            connected = false;
            seconds = 0;
            wait = AFTER_LOSS;
            return false;
        }
        seconds++;
        if (seconds < wait) {
            return false;
        }
        seconds = 0;
        wait = Math.min(LONGEST, wait * 2);
        return true;
    }

    /** What each server does, with the credentials in use. */
    String find(Credentials credentials) {
        return new ServerProbe(settings.servers(), credentials).diagnose(Deadline.after(TIME));
    }

    /** What each server does, with the credentials as they are now. */
    static String find(ZooKeeperSettings settings, Deadline deadline) {
        try (Credentials credentials = Credentials.load(settings.access())) {
            return new ServerProbe(settings.servers(), credentials).diagnose(deadline);
        } catch (EdictException e) {
            return e.getMessage();
        }
    }

    /** What it means that the servers refused the login, so that the session is over. */
    String refused() {
        Access access = settings.access();
        Access.Login login = access.login();
        String ensemble = access.ensemble() == null
                ? ""
                : "the servers are not of the ensemble " + access.ensemble()
                        + ", or do not know the scheme \"ensemble\"; check the connect string";
        if (!access.usesSasl() || login == null) {
            return ensemble.isEmpty() ? "the servers refuse this client's login" : ensemble;
        }
        String who = login.kind() == Access.Kind.SASL ? "user " + login.name() : "JAAS section " + login.name();
        return "the SASL login of the " + who + " failed; check the password, that the servers know SASL, and that FIPS"
                + " mode is off for DIGEST-MD5" + (ensemble.isEmpty() ? "" : "; or " + ensemble);
    }
}
