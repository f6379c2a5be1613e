package io.edict.spring.internal.testing;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.reload.PinnedEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A change as a reaction gets it, made by hand. */
public record FakeChange(
        boolean initial,
        Set<String> changedKeys,
        Map<DocumentId, Optional<VersionInfo>> documents,
        EnvironmentView before,
        EnvironmentView after)
        implements EnvironmentChange {

    /** A change of names, of one document. */
    public static FakeChange of(String... keys) {
        return new FakeChange(
                false,
                new TreeSet<>(Set.of(keys)),
                Map.of(DocumentId.of("shop/orders"), Optional.empty()),
                view(Map.of(), Map.of()),
                view(Map.of(), Map.of()));
    }

    /** Of other documents. */
    public FakeChange in(String... ids) {
        return new FakeChange(
                initial,
                changedKeys,
                Stream.of(ids).collect(Collectors.toMap(DocumentId::of, id -> Optional.empty())),
                before,
                after);
    }

    /** Between other views. */
    public FakeChange between(EnvironmentView from, EnvironmentView to) {
        return new FakeChange(initial, changedKeys, documents, from, to);
    }

    /** The first one. */
    public FakeChange atTheStart() {
        return new FakeChange(true, changedKeys, documents, before, after);
    }

    /** A view of properties, and of objects that participants made. */
    public static PinnedEnvironment view(Map<String, Object> properties, Map<Object, Object> prepared) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return new PinnedEnvironment(
                environment,
                new Generation(1, List.of(), prepared),
                sources -> new Binder(ConfigurationPropertySources.from(sources)));
    }

    @Override
    public boolean touches(String name) {
        ConfigurationPropertyName covering = ConfigurationPropertyName.adapt(name, '.');
        return changedKeys.stream()
                .map(key -> ConfigurationPropertyName.adapt(key, '.'))
                .anyMatch(key -> covering.equals(key) || covering.isAncestorOf(key));
    }

    @Override
    public Set<String> shadowedKeys() {
        return Set.of();
    }

    @Override
    public Set<String> pendingRestart() {
        return Set.of();
    }

    @Override
    public Instant appliedAt() {
        return Instant.EPOCH;
    }
}
