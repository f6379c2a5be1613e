package io.edict.spring.internal.importing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
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
            failed(failed.getApplicationContext(), now.bootstrap().find(SharedClient.class));
        } else if (event instanceof ApplicationReadyEvent) {
            start = null;
        }
    }

    /** A context that runs is closed next, with all its beans in their order; it closes the client too. */
    private static void failed(@Nullable ConfigurableApplicationContext context, @Nullable SharedClient client) {
        if (client != null && (context == null || !context.isActive())) {
            client.close();
        }
    }
}
