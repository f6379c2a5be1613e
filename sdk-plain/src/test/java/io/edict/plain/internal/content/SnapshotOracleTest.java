package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.edict.Snapshot;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.MissingValueException;
import io.edict.error.WrongTypeException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Every look-up gives what typesafe-config gives, on random configurations and paths. */
class SnapshotOracleTest {
    private static final Map<String, BiFunction<Config, String, Object>> ORACLES = Map.of(
            "has", Config::hasPath,
            "string", Config::getString,
            "int", Config::getInt,
            "long", Config::getLong,
            "double", Config::getDouble,
            "boolean", Config::getBoolean,
            "duration", Config::getDuration,
            "strings", Config::getStringList);

    private static final Map<String, BiFunction<Snapshot, String, Object>> LOOKUPS = Map.of(
            "has", Snapshot::has,
            "string", Snapshot::getString,
            "int", Snapshot::getInt,
            "long", Snapshot::getLong,
            "double", Snapshot::getDouble,
            "boolean", Snapshot::getBoolean,
            "duration", Snapshot::getDuration,
            "strings", Snapshot::getStringList);

    @Test
    void allLookUpsAgreeWithTypesafeConfig() {
        Random random = new Random(7);
        int found = 0;
        for (int round = 0; round < 300; round++) {
            RandomConfig configs = new RandomConfig(random);
            Config config = configs.config();
            Snapshot snapshot = Contents.snapshot(config);
            for (String path : configs.paths(config, 40)) {
                for (String kind : ORACLES.keySet()) {
                    Object expected = expected(kind, config, path);
                    assertThat(actual(kind, snapshot, path))
                            .as("%s at %s in %s", kind, path, config)
                            .isEqualTo(expected);
                    found += expected instanceof Class ? 0 : 1;
                }
            }
        }
        assertThat(found).isGreaterThan(10_000);
    }

    private static Object expected(String kind, Config config, String path) {
        try {
            return apply(ORACLES, kind, config, path);
        } catch (ConfigException.BadPath e) {
            return InvalidRequestException.class;
        } catch (ConfigException e) {
            return config.hasPath(path) ? WrongTypeException.class : MissingValueException.class;
        }
    }

    private static Object actual(String kind, Snapshot snapshot, String path) {
        try {
            return apply(LOOKUPS, kind, snapshot, path);
        } catch (EdictException e) {
            return e.getClass();
        }
    }

    private static <T> Object apply(
            Map<String, BiFunction<T, String, Object>> functions, String kind, T subject, String path) {
        BiFunction<T, String, Object> function = functions.get(kind);
        return function == null ? List.of() : function.apply(subject, path);
    }
}
