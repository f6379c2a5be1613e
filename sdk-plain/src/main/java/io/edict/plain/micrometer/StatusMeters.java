package io.edict.plain.micrometer;

import io.edict.ClientStatus;
import io.edict.ConfigClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Registers meters that show something of a client's status, and removes them. The functions that meters keep get the
 * client as their argument, which Micrometer holds weakly, and refer to it in no other way.
 */
final class StatusMeters {
    private final MeterRegistry registry;
    private final ConfigClient client;
    private final Tags common;
    private final Readings readings = new Readings(System::nanoTime);
    private final List<Meter> registered = new ArrayList<>();

    StatusMeters(MeterRegistry registry, ConfigClient client, Tags common) {
        this.registry = registry;
        this.client = client;
        this.common = common;
    }

    /**
     * What a meter is called.
     *
     * @param name its name
     * @param description what it shows
     * @param unit its base unit, or null for none, or where its kind has one
     * @param tags its own tags
     */
    record Named(String name, String description, @Nullable String unit, Tags tags) {
        static Named of(String name, String description) {
            return new Named(name, description, null, Tags.empty());
        }

        Named in(String baseUnit) {
            return new Named(name, description, baseUnit, tags);
        }

        Named tag(String key, String value) {
            return new Named(name, description, unit, tags.and(key, value));
        }
    }

    void gauge(Named meter, ToDoubleFunction<ClientStatus> value) {
        registered.add(Gauge.builder(meter.name(), client, reading(value))
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(common.and(meter.tags()))
                .register(registry));
    }

    /** Shows nothing while there is no time. */
    void age(Named meter, Function<ClientStatus, Optional<Duration>> value) {
        ToDoubleFunction<ClientStatus> nanos = status -> value.apply(status)
                .map(Duration::toNanos)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
        registered.add(TimeGauge.builder(meter.name(), client, TimeUnit.NANOSECONDS, reading(nanos))
                .description(meter.description())
                .tags(common.and(meter.tags()))
                .register(registry));
    }

    void counter(Named meter, ToDoubleFunction<ClientStatus> count) {
        registered.add(FunctionCounter.builder(meter.name(), client, reading(count))
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(common.and(meter.tags()))
                .register(registry));
    }

    /** A counter that counts by itself. */
    Counter ownCounter(Named meter) {
        Counter counter = Counter.builder(meter.name())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(common.and(meter.tags()))
                .register(registry);
        registered.add(counter);
        return counter;
    }

    Timer timer(Named meter) {
        Timer timer = Timer.builder(meter.name())
                .description(meter.description())
                .tags(common.and(meter.tags()))
                .register(registry);
        registered.add(timer);
        return timer;
    }

    private ToDoubleFunction<ConfigClient> reading(ToDoubleFunction<ClientStatus> value) {
        Readings now = readings;
        return asked -> value.applyAsDouble(now.of(asked));
    }

    void remove() {
        registered.forEach(registry::remove);
        registered.clear();
    }
}
