package io.edict.spring.internal.actuate;

import io.edict.spring.internal.reload.Outcome;
import io.edict.spring.internal.reload.Reload;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Meters of what becomes of versions in this application. Where reloads are observed, {@link ReloadObservations} times them
 * under the same name and with the same tags, and this does not.
 */
public final class ReloadMeters implements MeterBinder, Reload.Observer {
    private final ObjectProvider<Reload> reload;
    private final boolean observed;
    private final List<Timers> timers = new CopyOnWriteArrayList<>();

    private record Timers(Timer applied, Timer refused) {}

    /**
     * Meters of a reload.
     *
     * @param reload what applies versions, if there is something
     * @param observed whether reloads are observed
     */
    public ReloadMeters(ObjectProvider<Reload> reload, boolean observed) {
        this.reload = reload;
        this.observed = observed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Reload known = reload.getIfAvailable();
        if (known == null) {
            return;
        }
        Gauge.builder(
                        "edict.pending.restart",
                        known,
                        asked -> asked.pendingRestart().size())
                .description("Names that changed since the start and take effect only after a restart")
                .baseUnit("names")
                .register(registry);
        if (!observed) {
            timers.add(new Timers(timer(registry, "applied"), timer(registry, "refused")));
        }
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder("edict.reload")
                .description("Generations that arrived while the application runs, until everybody was told")
                .tag("outcome", outcome)
                .tag("error", "none")
                .register(registry);
    }

    @Override
    public void applied(Outcome outcome, Duration sincePublished, Duration took) {
        timers.forEach(each -> each.applied().record(took));
    }

    /** Counted; it takes nobody's time. */
    @Override
    public void refused(Outcome outcome) {
        timers.forEach(each -> each.refused().record(Duration.ZERO));
    }
}
