package io.edict;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that an operator wants to know of a running client. No event holds a configuration value.
 *
 * <p>Events are delivered one at a time and in order, on one of the client's listener threads.
 */
public sealed interface ClientEvent {
    /**
     * The connection to a cluster changed.
     *
     * @param cluster its state now
     */
    record ConnectionChanged(ClusterStatus cluster) implements ClientEvent {}

    /**
     * Documents are read from another cluster of the store from now on, because the one before failed, or because this one
     * is nearer. It may lag behind; what is newer here stays.
     *
     * @param from the cluster until now
     * @param to the cluster from now on
     */
    record FailedOver(String from, String to) implements ClientEvent {}

    /**
     * Another cluster of the store takes publishes from now on.
     *
     * @param primary what it is called
     * @param epoch how often the primary has changed
     */
    record PrimaryChanged(String primary, long epoch) implements ClientEvent {}

    /**
     * A cluster held versions of its own that the store's history goes on without; they are kept apart, for people to decide
     * upon.
     *
     * @param cluster where they were found and are kept
     * @param versions their records
     */
    record VersionsSetAside(String cluster, List<VersionInfo> versions) implements ClientEvent {
        /**
         * Copies the list.
         *
         * @param cluster where they were found and are kept
         * @param versions their records
         */
        public VersionsSetAside {
            versions = List.copyOf(versions);
        }
    }

    /**
     * Something was found out about one of the clusters of a redundant store.
     *
     * @param cluster what it is called
     * @param kind what was found
     * @param document the document concerned, or null if it is no single one
     * @param detail more about it, possibly empty
     */
    record ClusterNoticed(
            String cluster, Kind kind, @Nullable DocumentId document, String detail) implements ClientEvent {
        /** What was found. */
        public enum Kind {
            /** It shows a version that the store has not chosen, or a damaged one; readers do not take it. */
            DIVERGED,
            /** Such a version was set aside, and the right one put in its place. */
            REPAIRED,
            /** It was behind, and has the newest version now. */
            CAUGHT_UP,
            /** It knows less than it did, as after a restore from a backup: it does not vote until it is admitted again. */
            FORGETFUL,
            /** Something else is wrong; the detail says what, and what to do. */
            TROUBLED
        }
    }

    /**
     * A namespace that is followed here has been moved to another shard, and is read there from now on.
     *
     * @param namespace the namespace
     * @param from the shard until now
     * @param to the shard from now on
     */
    record NamespaceMoved(String namespace, String from, String to) implements ClientEvent {}

    /**
     * A version is in force: readable, and on its way to listeners.
     *
     * @param snapshot the version
     * @param first whether it is the first one since the document is followed, so that it took no other's place
     */
    record Applied(Snapshot snapshot, boolean first) implements ClientEvent {}

    /**
     * A version was refused; the version in force stays.
     *
     * @param id the document
     * @param refusal version and reason
     */
    record Refused(DocumentId id, DocumentStatus.Refusal refusal) implements ClientEvent {}

    /**
     * The store shows an older version than this client has: a lagging server, or a cluster restored from a backup. The
     * older version is not applied.
     *
     * @param id the document
     * @param held the version in force here
     * @param found the older version in the store
     */
    record StoreBehind(DocumentId id, Version held, Version found) implements ClientEvent {}

    /**
     * The document's record is missing in the store, though no version deleted it. The version in force stays.
     *
     * @param id the document
     * @param held the version in force here
     */
    record DocumentMissing(DocumentId id, Version held) implements ClientEvent {}

    /**
     * The regular check found a change that no watch had announced.
     *
     * @param id the document
     */
    record MissedChangeHealed(DocumentId id) implements ClientEvent {}

    /**
     * A version came into force without the other documents of its transaction, because they did not arrive within the
     * transaction wait.
     *
     * @param id the document
     * @param version its version, now in force
     * @param missing the documents of the same transaction that are followed here and have not arrived
     */
    record TransactionSplit(DocumentId id, Version version, List<DocumentId> missing) implements ClientEvent {
        /**
         * Copies the list.
         *
         * @param id the document
         * @param version its version, now in force
         * @param missing the documents of the same transaction that are followed here and have not arrived
         */
        public TransactionSplit {
            missing = List.copyOf(missing);
        }
    }

    /**
     * A change of a document is hidden by a higher layer of a layered view, so that it is no change there.
     *
     * @param view the layers of the view
     * @param shadowed what changed and is hidden
     */
    record ChangeShadowed(String view, List<Shadowed> shadowed) implements ClientEvent {
        /**
         * Copies the list.
         *
         * @param view the layers of the view
         * @param shadowed what changed and is hidden
         */
        public ChangeShadowed {
            shadowed = List.copyOf(shadowed);
        }
    }

    /**
     * A local file of a layered view cannot be used as it is now; its last good text stays in force.
     *
     * @param file the file
     * @param reason why
     */
    record LocalFileRefused(String file, String reason) implements ClientEvent {}

    /**
     * A local copy could not be written or read; the client goes on without it.
     *
     * @param id the document
     * @param reason what went wrong, and where
     */
    record LocalCopyFailed(DocumentId id, String reason) implements ClientEvent {}

    /**
     * A listener has been running for longer than the warning threshold. It delays nobody but itself.
     *
     * @param subject what it listens to: a document, layers, a live value
     * @param listener its name
     * @param running for how long so far
     */
    record ListenerSlow(String subject, String listener, Duration running) implements ClientEvent {}

    /**
     * A listener threw. It stays subscribed.
     *
     * @param subject what it listens to: a document, layers, a live value
     * @param listener its name
     * @param error the class of what it threw
     */
    record ListenerFailed(String subject, String listener, String error) implements ClientEvent {}
}
