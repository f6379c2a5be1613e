package io.edict.plain.internal.topology.redundant;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reacts to answers. What a reaction throws is a fault of this package, and is logged. */
final class Futures {
    private static final Logger log = LoggerFactory.getLogger(Futures.class);

    private Futures() {}

    @SuppressWarnings("FutureReturnValueIgnored") // what the reaction throws is logged right here
    static <T> void on(CompletableFuture<T> answer, BiConsumer<? super T, @Nullable Throwable> reaction) {
        answer.whenComplete((value, failure) -> {
            try {
                reaction.accept(value, failure);
            } catch (RuntimeException e) {
                log.error("An answer could not be handled", e);
            }
        });
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            Throwable inner = cause.getCause();
            if (inner == null) {
                break;
            }
            cause = inner;
        }
        return cause;
    }
}
