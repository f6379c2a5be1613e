package io.edict.plain.internal.zookeeper;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reacts to answers that nobody waits for. What a reaction throws is a fault of this package, and is logged. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Calls the reaction with the answer or the failure, on the thread that brings it. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the reaction throws is logged right here
    static <T> void on(CompletableFuture<T> answer, BiConsumer<? super T, @Nullable Throwable> reaction) {
        answer.whenComplete(reaction).exceptionally(fault -> {
            if (StoreErrors.unwrap(fault) instanceof RuntimeException bug) {
                log.error("An answer of the store could not be handled", bug);
            }
            return null;
        });
    }
}
