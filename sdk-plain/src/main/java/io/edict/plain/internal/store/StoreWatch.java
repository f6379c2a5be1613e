package io.edict.plain.internal.store;

import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import org.jspecify.annotations.Nullable;

/** The announcements of one client: what it follows can change at any time. All methods return at once. */
public interface StoreWatch extends AutoCloseable {
    /** Begins to announce a document; if the store is connected, it is announced as changed now. */
    void follow(DocumentId id);

    /** Ceases to announce a document, unless its namespace is followed. */
    void unfollow(DocumentId id);

    /** Begins to announce all documents of a namespace; if the store is connected, those that exist are announced now. */
    void followNamespace(String namespace);

    /** Ceases to announce anything for now; what is followed after this is announced. */
    void unfollowAll();

    /** Sets the watch on a document again, after a change that it did not announce. */
    void rearm(DocumentId id);

    /** Ceases to announce anything, and removes the watches from the servers if they can be reached. */
    @Override
    void close();

    /**
     * Who is told. Calls come on the store's threads, one at a time for a document; they must return at once, and must not ask
     * the store anything: whoever tells may hold locks that asking takes.
     */
    interface Sink {
        /** Something about a document. */
        void announced(Announcement announcement);

        /**
         * The connection to the cluster that announces has changed, or it is another cluster now. Comes before the
         * announcements that the change brings about.
         */
        void connection(ClusterStatus cluster);

        /** Something happened among the clusters of which nothing comes for what is followed. */
        default void happened(ClientEvent event) {}

        /** The stamp of the last completed reading of a document, or null if there was none yet. */
        @Nullable
        Stamp known(DocumentId id);
    }
}
