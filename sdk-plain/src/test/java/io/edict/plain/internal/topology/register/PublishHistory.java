package io.edict.plain.internal.topology.register;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What publishers of one document saw, to be judged for linearizability. Any thread. */
public final class PublishHistory {
    private final AtomicLong clock = new AtomicLong();
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(Call call, long shown) {}

    /** A publish under way. */
    public final class Attempt {
        private final Call call;

        private Attempt(UUID publishId, Call.Expectation expectation) {
            this.call = new Call(expectation, publishId, clock.incrementAndGet());
        }

        /** It made a version. */
        public void published(long number) {
            end(new Outcome.Published(new Version(1, number)), -1);
        }

        /** It was refused, because another version was current. */
        public void refused(ConflictException reason, long current) {
            end(new Outcome.Refused(reason, null), current);
        }

        /** It may or may not have made a version. */
        public void unknown() {
            entries.add(new Entry(call, -1));
        }

        private void end(Outcome outcome, long shown) {
            call.outcome = outcome;
            call.returned = clock.incrementAndGet();
            entries.add(new Entry(call, shown));
        }
    }

    /** Begins a publish whatever is current. */
    public Attempt begin(UUID publishId) {
        return new Attempt(publishId, new Call.Expectation.Any());
    }

    /** Begins a publish that expects a version, 0 for none. */
    public Attempt begin(UUID publishId, long expected) {
        return new Attempt(publishId, new Call.Expectation.At(expected));
    }

    /** How many publishes ended, or may have. */
    public int size() {
        return entries.size();
    }

    /**
     * Whether what the publishers saw could have happened one after the other.
     *
     * @param kept all versions that the store holds in the end
     */
    public boolean isLinearizable(List<VersionInfo> kept) {
        List<Call> calls = new ArrayList<>();
        for (Entry entry : entries) {
            Call call = entry.call();
            if (call.outcome instanceof Outcome.Refused refused) {
                call.outcome = new Outcome.Refused(refused.reason(), edition(kept, entry.shown()));
            }
            calls.add(call);
        }
        return Linearizability.holds(calls);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            Call call = entry.call();
            text.append(call.invoked)
                    .append("..")
                    .append(call.returned)
                    .append(' ')
                    .append(call.expectation)
                    .append(' ')
                    .append(call.publishId)
                    .append(" -> ");
            text.append(call.outcome instanceof Outcome.Refused ? "refused at " + entry.shown() : call.outcome)
                    .append('\n');
        }
        return text.toString();
    }

    private static Edition edition(List<VersionInfo> kept, long number) {
        return kept.stream()
                .filter(info -> info.version().number() == number)
                .findFirst()
                .map(info -> new Edition(info, List.of()))
                .orElseGet(() -> new Edition(
                        Changes.info(DocumentId.of("no/such"), number, VersionInfo.Kind.CONTENT, Content.EMPTY),
                        List.of()));
    }
}
