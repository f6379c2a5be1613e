package io.edict.service;

import io.edict.Live;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Lets so many requests through in each second of the clock. */
@Component
class Limiter {
    private final Live<RateLimit> limit;
    private final InstantSource clock;
    private long second;
    private int taken;

    Limiter(Live<RateLimit> limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Whether one more request may be answered now. */
    synchronized boolean admits() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            taken = 0;
        }
        taken++;
        return taken <= limit.get().perSecond();
    }
}
