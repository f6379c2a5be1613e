package io.edict.spring.internal.reload;

import static org.awaitility.Awaitility.await;

import io.edict.spring.EnvironmentChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reaction that remembers what it was told. */
final class Recorded implements Reaction {
    final List<EnvironmentChange> changes = new CopyOnWriteArrayList<>();

    @Override
    public void applied(EnvironmentChange change) {
        changes.add(change);
    }

    /** Waits for the change with a number, from 0 for the initial one. */
    EnvironmentChange change(int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> changes.size() > number);
        return changes.get(number);
    }
}
