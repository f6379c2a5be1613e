package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** The one place that knows what ZooKeeper's error codes mean for a caller. */
final class StoreErrors {
    private final String servers;

    StoreErrors(String servers) {
        this.servers = servers;
    }

    /** What a failed request means, with the future's wrappings removed. */
    EdictException translate(Throwable failure, @Nullable DocumentId id) {
        Throwable cause = unwrap(failure);
        if (cause instanceof EdictException known) {
            return known;
        }
        if (cause instanceof Oversize oversize) {
            return oversize(oversize, id);
        }
        Code code = code(cause);
        String about = id == null ? "" : " about " + id;
        return switch (code) {
            case NOAUTH ->
                new AccessDeniedException(
                        "The store at " + servers + " refused a request" + about
                                + " to this identity; ask its operator for the right" + at(cause),
                        id,
                        cause);
            case AUTHFAILED, SESSIONCLOSEDREQUIRESASLAUTH ->
                new AccessDeniedException(
                        "The store at " + servers + " does not accept this client's credentials; mend them", id, cause);
            case THROTTLEDOP ->
                new StoreUnreachableException(
                        "The store at " + servers + " is overloaded and turned a request" + about
                                + " away; try again, and relieve the servers",
                        id,
                        cause);
            case NONODE ->
                new InvalidRequestException("A parent node is missing at the store at " + servers
                        + "; if the connect string ends in a path, create that path there first" + at(cause));
            default ->
                new StoreUnreachableException(
                        "The store at " + servers + " did not answer a request" + about + " (" + code
                                + "); check the servers and the network, then try again",
                        id,
                        cause);
        };
    }

    private EdictException oversize(Oversize oversize, @Nullable DocumentId id) {
        String message = "At the store at " + servers + ", " + oversize.getMessage()
                + ", more than a client receives in one answer (" + Credentials.READABLE_BYTES + " bytes); ";
        return id == null
                ? new InvalidRequestException(message + "spread the documents over several namespaces")
                : new ContentTooLargeException(
                        message + "it was not written by Edict: publish the document again, or mend it by hand", id);
    }

    /** Whether it is open if the request took effect. */
    static boolean outcomeUnknown(Code code) {
        return switch (code) {
            case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, OPERATIONTIMEOUT, REQUESTTIMEOUT -> true;
            default -> false;
        };
    }

    static Code code(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof KeeperException keeper) {
            return keeper.code();
        }
        return cause instanceof MultiFailed multi ? multi.code() : Code.SYSTEMERROR;
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String at(Throwable cause) {
        return cause instanceof KeeperException keeper && keeper.getPath() != null
                ? " (node " + keeper.getPath() + ")"
                : "";
    }
}
