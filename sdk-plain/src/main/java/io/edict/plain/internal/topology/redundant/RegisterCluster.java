package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Answer;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Request;
import io.edict.plain.internal.topology.register.Survey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One cluster as a holder of registers. Nothing blocks; everything completes on the cluster's threads, where only short
 * work may hang on it. While the cluster cannot be reached, what is asked fails, at once or when its connection is given up.
 */
public interface RegisterCluster {
    /** What the cluster is called in the topology. */
    String name();

    /** Its servers, for error texts. */
    String servers();

    /** Whether it can be asked at the moment. */
    boolean isConnected();

    /**
     * Which connection to the cluster this is; another number whenever it has come or gone. What a cluster was asked on one
     * connection means nothing on the next, because it may have been restored from a backup in between.
     */
    long connection();

    /** Calls somebody whenever the cluster can be asked again, on a thread that is free to work. */
    void whenConnected(Runnable listener);

    /**
     * Carries out a request as one step. A request whose outcome is not known is not repeated: the future fails.
     *
     * @param to whom the request is for; a cluster that is in another life refuses it
     * @param connection the connection on which the ballot of an acceptance was begun; on another one the request fails
     * @param contents where content is found that the step lays down
     */
    CompletableFuture<Reply> ask(Member to, long connection, DocumentId id, Request request, Contents contents);

    /** Reads register, head and content, to be compared with those of other clusters. */
    CompletableFuture<Survey.View> view(DocumentId id);

    /** Finds the content of an edition, whole, wherever in this cluster it stands. */
    CompletableFuture<Optional<Parcel>> find(DocumentId id, Edition edition);

    /**
     * Puts the truth in the place of a head that nobody has chosen or whose content is damaged; the former is set aside.
     *
     * @param wrong the head that was seen
     * @param truth what is chosen
     * @return false if another head stands there by now
     */
    CompletableFuture<Boolean> replace(DocumentId id, Edition wrong, Parcel truth);

    /** Lays down a version before the store is formed, if it is newer than what is there. */
    CompletableFuture<Boolean> adopt(Parcel parcel);

    /** What the cluster says of itself. */
    CompletableFuture<Place> place();

    /**
     * Gives the cluster a part in a redundant store, or another one, and the identity of that store.
     *
     * @param expected what it says of itself
     * @return false if it says something else by now
     */
    CompletableFuture<Boolean> enrol(Place expected, Roll roll, String storeId);

    /** All documents that have a head or a register here. */
    CompletableFuture<Set<DocumentId>> documents();

    /** Those of a namespace. */
    CompletableFuture<Set<DocumentId>> documents(String namespace);

    /** Where the content of editions is found. */
    @FunctionalInterface
    interface Contents {
        /** Completes with the content, whole if that is asked for, or fails if it is not found anywhere. */
        CompletableFuture<Parcel> get(Edition edition, boolean whole);
    }

    /**
     * What a cluster answered.
     *
     * @param answer the answer
     * @param accepted the content of the edition that a promise shows, or null; perhaps not whole
     */
    record Reply(Answer answer, @Nullable Parcel accepted) {}
}
