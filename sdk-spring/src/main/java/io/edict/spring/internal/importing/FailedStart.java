package io.edict.spring.internal.importing;

import io.edict.error.BindingException;
import io.edict.error.DocumentRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes the client of a start that failed before there was a running context to close it. There is one of these for each
 * {@link SpringApplication}, whose starts come one after the other.
 */
final class FailedStart implements ApplicationListener<SpringApplicationEvent> {
    /** The start that is under way. */
    private volatile @Nullable Start start;

    /** Called by Spring Boot. */
    FailedStart() {}

    private record Start(SpringApplication application, BootstrapBridge bootstrap) {}

    /** Events of an application that this one is the parent of come by here too. */
    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationStartingEvent starting) {
            start = new Start(starting.getSpringApplication(), BootstrapBridge.of(starting));
            return;
        }
        Start now = start;
        if (now == null || now.application() != event.getSpringApplication()) {
            return;
        }
        if (event instanceof ApplicationFailedEvent failed) {
            start = null;
            failed(failed, now.bootstrap().find(SharedClient.class));
        } else if (event instanceof ApplicationReadyEvent) {
            start = null;
        }
    }

    private static void failed(ApplicationFailedEvent event, @Nullable SharedClient client) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        if (client != null) {
            client.failed(isUnbindable(event.getException()), context != null && context.isActive());
        }
    }

    /** Whether a failure is one of values that do not fit, rather than of something outside. */
    private static boolean isUnbindable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || cause instanceof BindingException
                    || cause instanceof DocumentRefusedException
                    || cause instanceof TypeMismatchException) {
                return true;
            }
        }
        return false;
    }
}
