package io.edict.spring.internal.actuate;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health for Spring Boot 4. */
public final class EdictHealthIndicator implements HealthIndicator {
    private final EdictHealth health;

    /**
     * Shows a judgement.
     *
     * @param health judges
     */
    public EdictHealthIndicator(EdictHealth health) {
        this.health = health;
    }

    @Override
    public Health health() {
        EdictHealth.Reading reading = health.read();
        return Health.status(reading.status()).withDetails(reading.details()).build();
    }
}
