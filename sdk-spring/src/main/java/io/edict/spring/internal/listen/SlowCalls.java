package io.edict.spring.internal.listen;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of a call that is still running after some time, once. Nothing is interrupted.
 *
 * <p><b>Threads.</b> One of its own, a daemon, while calls are watched and for ten seconds afterwards.
 */
final class SlowCalls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConfigListeners.class);

    private final Duration after;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "edict-slow-listeners");
        thread.setDaemon(true);
        return thread;
    });

    SlowCalls(Duration after) {
        this.after = after;
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * Watches a call that begins now.
     *
     * @param method the method
     * @return to be cancelled when the call has ended
     */
    Future<?> watch(ListenerMethod method) {
        return timer.schedule(() -> tell(method), after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tell(ListenerMethod method) {
        method.counts().slow();
        log.warn(
                "{} has been running for {} ms; until it returns, nobody is told of newer versions, which are in force all"
                        + " the same",
                method.name(),
                after.toMillis());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
