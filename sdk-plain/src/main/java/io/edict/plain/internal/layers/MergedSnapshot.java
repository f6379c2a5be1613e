package io.edict.plain.internal.layers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import io.edict.Explanation;
import io.edict.LayeredSnapshot;
import io.edict.Shadowed;
import io.edict.Snapshot;
import io.edict.plain.internal.content.IndexedConfig;
import io.edict.plain.internal.content.IndexedValues;
import io.edict.plain.internal.content.Subject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Layers that are merged, with an index of their values by path. */
public final class MergedSnapshot extends IndexedValues implements LayeredSnapshot {
    private final List<Stratum> strata;
    private final List<Snapshot> documents;

    /**
     * Indexes the merged configuration.
     *
     * @param strata the layers, the highest first
     * @param config the merged configuration, completely resolved
     */
    MergedSnapshot(List<Stratum> strata, Config config) {
        super(IndexedConfig.of(config));
        this.strata = List.copyOf(strata);
        this.documents = strata.stream()
                .map(stratum -> stratum.part().snapshot())
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<Snapshot> documents() {
        return documents;
    }

    @Override
    public Explanation explain(String path) {
        return new Explanation(path, stack().contributions(elements(path)));
    }

    @Override
    public List<Shadowed> shadowed() {
        return List.copyOf(stack().shadowed());
    }

    List<Stratum> strata() {
        return strata;
    }

    Stack stack() {
        return new Stack(strata, config().root());
    }

    @Override
    protected Subject subject() {
        return new Subject(name(), "a layer", "", null);
    }

    @Override
    protected Subject subject(String path, @Nullable ConfigOrigin origin) {
        Stack.Decision decision = stack().decision(ConfigUtil.splitPath(path));
        if (decision == null) {
            return subject();
        }
        Snapshot document = decision.part().snapshot();
        return new Subject(
                name(), "that layer", " (" + decision.origin() + ")", document == null ? null : document.info());
    }

    private List<String> elements(String path) {
        try {
            return ConfigUtil.splitPath(path);
        } catch (ConfigException.BadPath e) {
            throw badPath(path);
        }
    }

    private String name() {
        return strata.stream().map(stratum -> stratum.part().name()).collect(Collectors.joining(" over "));
    }

    /** Returns the layers and the number of values; never a value. */
    @Override
    public String toString() {
        return "LayeredSnapshot[" + name() + ", " + count() + " values]";
    }
}
