package io.edict.plain.internal.store;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One topology, whatever is below it: where documents live, how they are published and who is told.
 *
 * <p>Reading heads is asynchronous, because a client reads many at once. What people do (publish, history) blocks up to a
 * deadline and throws the errors of {@code io.edict.error}. Nothing here parses text or knows of listeners.
 */
public interface ConfigStore extends AutoCloseable {
    /** Begins to connect; returns at once. */
    void start();

    /**
     * Reads a head and its content. Completes on the store's worker; fails with an {@code EdictException} if the store
     * cannot be reached or refuses.
     *
     * @param id the document
     * @param strong whether the answering server first catches up with the cluster
     */
    CompletableFuture<Reading> read(DocumentId id, boolean strong);

    /** Reads a head and its content, waiting for a connection, from a server that has caught up with the cluster. */
    Reading current(DocumentId id, Deadline deadline);

    /** Publishes all changes or none, under one publish id. Each document may occur once. */
    List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline);

    /** Publishes without a signature. */
    default List<PublishResult> publish(List<Change> changes, UUID publishId, Deadline deadline) {
        return publish(changes, Issuer.unsigned(publishId), deadline);
    }

    /**
     * Makes versions current that another cluster of the same store has committed, each with its number, incarnation and
     * record as they are; all of them or none. Those that are not newer than what is here are left out. If one has
     * {@linkplain Installation.Outcome#DIVERGED diverged}, nothing is written. Idempotent.
     *
     * @return what became of each, in their order
     */
    default List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        throw new InvalidRequestException("The store at " + servers()
                + " takes no versions of another one: its documents" + " are what stands in its place alone");
    }

    /** What history holds, newest first; empty if the document never existed. */
    List<Kept> kept(DocumentId id, Deadline deadline);

    /** The kept versions that can be read, newest first; empty if the document never existed. */
    default List<VersionInfo> history(DocumentId id, Deadline deadline) {
        return kept(id, deadline).stream()
                .filter(Kept.Intact.class::isInstance)
                .map(kept -> ((Kept.Intact) kept).info())
                .toList();
    }

    /** One kept version. */
    StoredVersion content(DocumentId id, long number, Deadline deadline);

    /** The namespaces, sorted. */
    List<String> namespaces(Deadline deadline);

    /** The documents of a namespace, deleted ones included, sorted. */
    List<DocumentId> documents(String namespace, Deadline deadline);

    /** Which life of the store this is; raised by an operator after a restore from a backup. */
    default long incarnation(Deadline deadline) {
        throw new InvalidRequestException("The store at " + servers() + " has no incarnations: only one on ZooKeeper is"
                + " restored from backups");
    }

    /** Raises the incarnation by one, if it is the expected one, and returns the new one. */
    default long raiseIncarnation(long expected, Deadline deadline) {
        return incarnation(deadline);
    }

    /** Begins to announce to a sink. */
    StoreWatch watch(StoreWatch.Sink sink);

    /** The state of each cluster, from memory. */
    List<ClusterStatus> status();

    /** The servers, for error texts. */
    String servers();

    /** What stands in the way of reaching the store, and what to do about it; for error texts, within the deadline. */
    String diagnose(Deadline deadline);

    /** Ends the connection; bounded, and safe to call twice. */
    @Override
    void close();
}
