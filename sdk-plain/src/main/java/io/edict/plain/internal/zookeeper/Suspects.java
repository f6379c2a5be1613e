package io.edict.plain.internal.zookeeper;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session from asking again and again for what breaks its connection. A server sends answers of any length, and
 * a client drops the connection on one that is too long for it: with it go the requests of all others, and after the
 * reconnect the same question would be asked again.
 *
 * <p>So a question that was open when the connection broke is suspect. Before it is asked again, the node's {@link Stat}
 * tells how long the answer is, and it is asked in a request of its own, so that it takes no others along. In ordinary life
 * this costs nothing, and after a reconnect one request for each question that was open. Any thread.
 */
final class Suspects {
    /** An answer to a question for data holds this much beside the data. */
    private static final int ENVELOPE = 128;

    private static final int SHORTEST_NAME = 5;
    private static final int LONGEST_NAME = 4 + 255;
    /** How often a list may break the connection before it is taken to be why. */
    static final int CHANCES = 2;

    /** A list may have been open by chance when the connection broke for another reason: every so often it is asked for. */
    static final int REFUSALS = 10;

    private final int longest;
    private final Map<String, Case> cases = new ConcurrentHashMap<>();

    /**
     * Begins without suspicion.
     *
     * @param longest the most bytes that the client takes in one answer
     */
    Suspects(int longest) {
        this.longest = longest;
    }

    /**
     * What is held against a question.
     *
     * @param losses how often the connection broke while it was open
     * @param pzxid the last change of the node's children when it was judged, or -1
     * @param refusals how often it was not asked since then
     */
    private record Case(int losses, long pzxid, int refusals) {
        static final Case NONE = new Case(0, -1, 0);

        Case lost() {
            return new Case(losses + 1, -1, 0);
        }

        Case refused(Stat stat) {
            return new Case(losses, stat.getPzxid(), (refusals + 1) % REFUSALS);
        }
    }

    /**
     * How to ask.
     *
     * @param state for the node's state
     * @param wanted for what is wanted
     * @param alone for the same, in a request of its own
     */
    record Question<T>(
            String path,
            Supplier<CompletableFuture<Stat>> state,
            Supplier<CompletableFuture<T>> wanted,
            Supplier<CompletableFuture<T>> alone) {
        Question(String path, Supplier<CompletableFuture<Stat>> state, Supplier<CompletableFuture<T>> wanted) {
            this(path, state, wanted, wanted);
        }
    }

    /** Asks for a node's data, unless it is known to be too long. */
    <T> CompletableFuture<T> data(Question<T> question) {
        return ask(
                question, stat -> stat.getDataLength() > longest - ENVELOPE ? stat.getDataLength() + " bytes" : null);
    }

    /** Asks for the names of a node's children, unless the list is known, or after two losses likely, to be too long. */
    <T> CompletableFuture<T> children(Question<T> question) {
        return ask(question, stat -> tooMany(question.path(), stat) ? stat.getNumChildren() + " children" : null);
    }

    private boolean tooMany(String path, Stat stat) {
        long count = stat.getNumChildren();
        if (count * SHORTEST_NAME > longest) {
            return true;
        }
        Case known = cases.getOrDefault(path, Case.NONE);
        boolean another = known.pzxid() >= 0 && known.pzxid() != stat.getPzxid();
        if (count * LONGEST_NAME <= longest || known.losses() < CHANCES || another) {
            return false;
        }
        Case next = known.refused(stat);
        cases.put(path, next);
        return next.refusals() != 0;
    }

    private <T> CompletableFuture<T> ask(Question<T> question, Function<Stat, @Nullable String> fault) {
        if (!cases.containsKey(question.path())) {
            return watched(question, question.wanted());
        }
        return question.state().get().thenCompose(stat -> {
            String found = fault.apply(stat);
            return found == null
                    ? watched(question, question.alone())
                    : CompletableFuture.failedFuture(new Oversize(question.path(), stat, found));
        });
    }

    private <T> CompletableFuture<T> watched(Question<T> question, Supplier<CompletableFuture<T>> asking) {
        return asking.get().whenComplete((answer, failure) -> {
            if (failure == null) {
                cases.remove(question.path());
            } else if (StoreErrors.code(failure) == Code.CONNECTIONLOSS) {
                cases.merge(question.path(), Case.NONE.lost(), (old, first) -> old.lost());
            }
        });
    }
}
