package io.edict.spring.internal.testing;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

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
                FakeView.of(Map.of()),
                FakeView.of(Map.of()));
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
