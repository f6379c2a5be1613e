package io.edict.spring.internal.importing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/** Closes the client of a start that failed, be it before there is a context to close it. */
final class FailedStart implements ApplicationListener<SpringApplicationEvent> {
    /** Of the start that is under way; an application's starts come one after the other. */
    private @Nullable BootstrapBridge bootstrap;

    FailedStart() {}

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationStartingEvent starting) {
            bootstrap = BootstrapBridge.of(starting);
        } else if (event instanceof ApplicationFailedEvent && bootstrap != null) {
            SharedClient client = bootstrap.find(SharedClient.class);
            if (client != null) {
                client.close();
            }
        }
    }
}
