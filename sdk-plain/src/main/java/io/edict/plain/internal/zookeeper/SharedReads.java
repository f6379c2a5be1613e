package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.apache.zookeeper.OpResult.GetDataResult;
import org.jspecify.annotations.Nullable;

/**
 * Lets reads of one session share requests. A few go out at once, each by itself. While these are under way, what else is
 * asked for gathers, and goes out together when there is enough of it for one request, or when an answer comes. So a read
 * waits for no more than the answer to another one, and that only among many.
 *
 * <p>What is read together is what one server holds at one moment, and each read has an answer or a failure of its own. A
 * request is sent after the call that asked for it, never before. A server that does not take reads together gets them one
 * by one from then on.
 *
 * <p>Threads: any; answers come on ZooKeeper's event thread. Nothing is sent and no future completed with the monitor held.
 */
final class SharedReads {
    /** The most that one node holds as Edict writes it, but for headers of a length that nobody has seen. */
    private static final int LONGEST_NODE = 136 * 1024;

    /** How many reads share a request: their answers fit into what a client receives, as long as they are Edict's. */
    static final int MOST = Credentials.READABLE_BYTES / LONGEST_NODE;

    /** How many requests may be under way before reads gather. */
    static final int ALONE = 8;

    private final Requests requests;

    @GuardedBy("this")
    private List<Waiting> gathered = new ArrayList<>();

    @GuardedBy("this")
    private int underWay;

    /** Set for good when the server was found not to take reads together. */
    private volatile boolean oneByOne;

    /** How to ask. Futures fail as those of a {@link Handle} do. */
    interface Requests {
        /** Asks for the data of one node. */
        CompletableFuture<Node> one(String path);

        /** Asks for the data of several nodes in one request: a result or an error for each, in their order. */
        CompletableFuture<List<OpResult>> together(List<String> paths);
    }

    private record Waiting(String path, CompletableFuture<Node> future) {}

    SharedReads(Requests requests) {
        this.requests = requests;
    }

    /** Reads one node, by itself or together with others. */
    CompletableFuture<Node> read(String path) {
        Waiting asked = new Waiting(path, new CompletableFuture<>());
        List<Waiting> due;
        synchronized (this) {
            gathered.add(asked);
            due = underWay < ALONE || gathered.size() == MOST ? take() : List.of();
        }
        send(due);
        return asked.future();
    }

    @GuardedBy("this")
    private List<Waiting> take() {
        List<Waiting> all = gathered;
        gathered = new ArrayList<>();
        underWay++;
        return all;
    }

    private void send(List<Waiting> due) {
        if (due.isEmpty()) {
            return;
        }
        if (due.size() == 1) {
            Answers.on(requests.one(due.get(0).path()), (node, failure) -> {
                answered();
                complete(due.get(0), node, failure);
            });
        } else if (oneByOne) {
            split(due);
        } else {
            List<String> paths = due.stream().map(Waiting::path).toList();
            Answers.on(requests.together(paths), (results, failure) -> {
                answered();
                distribute(due, results, failure);
            });
        }
    }

    /** An answer has come: whoever gathered meanwhile is next. */
    private void answered() {
        List<Waiting> due;
        synchronized (this) {
            underWay--;
            due = gathered.isEmpty() || underWay >= ALONE ? List.of() : take();
        }
        send(due);
    }

    private void distribute(List<Waiting> due, @Nullable List<OpResult> results, @Nullable Throwable failure) {
        if (failure != null && passes(StoreErrors.code(failure))) {
            due.forEach(each -> each.future()
                    .completeExceptionally(
                            KeeperException.create(StoreErrors.code(failure), Paths.shown(each.path()))));
        } else if (failure != null || results == null || !fits(results, due.size())) {
            oneByOne = true;
            synchronized (this) {
                underWay++;
            }
            split(due);
        } else {
            for (int i = 0; i < due.size(); i++) {
                complete(due.get(i), results.get(i));
            }
        }
    }

    /** Whether a failure says nothing about reading together: single requests would fare no better now. */
    private static boolean passes(Code code) {
        return StoreErrors.outcomeUnknown(code)
                || code == Code.THROTTLEDOP
                || code == Code.AUTHFAILED
                || code == Code.SESSIONCLOSEDREQUIRESASLAUTH;
    }

    private static boolean fits(List<OpResult> results, int count) {
        return results.size() == count
                && results.stream()
                        .allMatch(result -> result instanceof GetDataResult || result instanceof ErrorResult);
    }

    /** Asks for each by itself; counts as one request under way, until the last answer. */
    private void split(List<Waiting> due) {
        List<CompletableFuture<Node>> answers =
                due.stream().map(each -> requests.one(each.path())).toList();
        for (int i = 0; i < due.size(); i++) {
            Waiting each = due.get(i);
            Answers.on(answers.get(i), (node, failure) -> complete(each, node, failure));
        }
        Answers.on(CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0])), (all, failure) -> answered());
    }

    private static void complete(Waiting asked, OpResult result) {
        if (result instanceof GetDataResult found) {
            asked.future().complete(Node.of(found.getData(), found.getStat()));
        } else {
            Code code = Code.get(((ErrorResult) result).getErr());
            asked.future().completeExceptionally(KeeperException.create(code, Paths.shown(asked.path())));
        }
    }

    private static void complete(Waiting asked, @Nullable Node node, @Nullable Throwable failure) {
        if (failure == null) {
            asked.future().complete(node);
        } else {
            asked.future().completeExceptionally(failure);
        }
    }
}
