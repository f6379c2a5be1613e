package io.edict.plain.internal.dispatch;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import java.util.List;

/** Makes queues of listeners to documents. */
final class DocumentQueues {
    private DocumentQueues() {}

    static ListenerQueue<Snapshot, ConfigChange> queue(
            Dispatch dispatch, ConfigListener<ConfigChange> listener, ListenerOptions options, Snapshot... seen) {
        return new ListenerQueue<>(
                dispatch, listener, options, Changes.ofDocuments(dispatch.diff(), options), List.of(seen));
    }
}
