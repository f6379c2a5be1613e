package io.edict.spring.internal.testing;

import io.edict.Live;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.reload.Outcome;
import io.edict.spring.internal.reload.Reload;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows classes with live values, and does nothing. */
public record FakeReload(Set<Class<?>> liveTypes) implements Reload {
    @Override
    public <T> Live<T> live(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EnvironmentView view() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome> history() {
        return List.of();
    }

    @Override
    public Set<String> pendingRestart() {
        return Set.of();
    }

    @Override
    public Map<String, String> shadowed() {
        return Map.of();
    }
}
