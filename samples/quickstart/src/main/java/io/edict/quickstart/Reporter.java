package io.edict.quickstart;

import io.edict.ClientEvent;
import io.edict.ClusterStatus.Connection;
import io.edict.ConfigChange;
import io.edict.DocumentStatus.Refusal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Prints what an application notices, and lets the story wait until it has been printed. Called by the client's listener
 * threads; any thread may wait.
 */
final class Reporter implements OrdersApplication.Observer {
    private static final int PATIENCE_SECONDS = 20;

    private final String who;
    private final Narrator narrator;
    private final Map<String, CompletableFuture<Void>> cues = new ConcurrentHashMap<>();
    private volatile boolean connected;

    Reporter(String who, Narrator narrator) {
        this.who = who;
        this.narrator = narrator;
    }

    @Override
    public void change(ConfigChange change) {
        int keys = change.keys().size();
        narrator.says(
                who,
                "hears of version " + change.after().version() + ": " + keys + (keys == 1 ? " key" : " keys")
                        + " changed",
                Details.of(change.keys()));
        cue("version " + change.after().version()).complete(null);
    }

    @Override
    public void event(ClientEvent event) {
        if (event instanceof ClientEvent.Refused refused) {
            refused(refused.refusal());
        } else if (event instanceof ClientEvent.ConnectionChanged changed) {
            connection(changed.cluster().connection());
        }
    }

    private void refused(Refusal refusal) {
        narrator.says(who, "refuses version " + refusal.version() + " and keeps what it has: " + refusal.reason());
        cue("refusal " + refusal.version()).complete(null);
    }

    /** Tells of the first sign of a loss only: what follows it is the client's way back. */
    private void connection(Connection now) {
        if (connected && now == Connection.SUSPENDED) {
            narrator.says(who, "has lost the connection to the store, and tries to get it back");
            cue("loss").complete(null);
        }
        connected = now == Connection.CONNECTED;
    }

    void awaitVersion(long number) {
        await("version " + number);
    }

    void awaitRefusal(long number) {
        await("refusal " + number);
    }

    void awaitLoss() {
        await("loss");
    }

    private void await(String cue) {
        try {
            cue(cue).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(who + " did not tell of its " + cue, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + who, e);
        }
    }

    private CompletableFuture<Void> cue(String name) {
        return cues.computeIfAbsent(name, fresh -> new CompletableFuture<>());
    }
}
