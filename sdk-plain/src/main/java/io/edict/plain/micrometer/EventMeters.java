package io.edict.plain.micrometer;

import io.edict.ClientEvent;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.plain.micrometer.StatusMeters.Named;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Meters that are fed by a client's events. */
final class EventMeters implements Consumer<ClientEvent> {
    private final Clock clock;
    private final Instant since;
    private final Timer propagation;
    private final Counter slow;
    private final ClusterEventMeters clusters;

    EventMeters(StatusMeters meters, Clock clock) {
        this.clock = clock;
        since = now();
        propagation = meters.timer(Named.of(
                "edict.propagation",
                "Time from a publish, by the publisher's clock, until the version was in force here"));
        slow = meters.ownCounter(
                Named.of("edict.listener.slow", "Listener calls that took longer than the client allows")
                        .in("calls"));
        clusters = new ClusterEventMeters(meters);
    }

    @Override
    public void accept(ClientEvent event) {
        if (event instanceof ClientEvent.Applied applied && arrivedWhileRunning(applied)) {
            Duration took = Duration.between(publishedAt(applied.snapshot()), now());
            propagation.record(took.isNegative() ? Duration.ZERO : took);
        } else if (event instanceof ClientEvent.ListenerSlow) {
            slow.increment();
        } else {
            clusters.accept(event);
        }
    }

    /** What was published before this process looked, or before it followed the document, was not on its way all that time. */
    private boolean arrivedWhileRunning(ClientEvent.Applied applied) {
        Snapshot snapshot = applied.snapshot();
        return !applied.first()
                && snapshot.source().kind() == Source.Kind.STORE
                && !publishedAt(snapshot).isBefore(since);
    }

    private static Instant publishedAt(Snapshot snapshot) {
        return snapshot.info().origin().time();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.wallTime());
    }
}
