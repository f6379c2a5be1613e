package io.edict.plain.internal.client;

import io.edict.ClientStatus.Counters;
import java.util.concurrent.atomic.LongAdder;

/** Counts since the client started. Any thread. */
final class Counts {
    final LongAdder applied = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder healed = new LongAdder();
    final LongAdder readsFailed = new LongAdder();
    final LongAdder listenerFailures = new LongAdder();

    Counters now() {
        return new Counters(applied.sum(), refused.sum(), healed.sum(), readsFailed.sum(), listenerFailures.sum());
    }
}
