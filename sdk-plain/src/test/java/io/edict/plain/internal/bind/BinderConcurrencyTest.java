package io.edict.plain.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.Binding;
import io.edict.Default;
import io.edict.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BinderConcurrencyTest {
    private static final int ROUNDS = 200;
    private static final int THREADS = 8;

    record Tree(@Default("1") int number, Optional<Tree> left, List<Tree> more, Map<String, Named> named) {}

    interface Named {
        String name();

        default Optional<Tree> tree() {
            return Optional.empty();
        }
    }

    @Test
    void typesWhenManyThreadsCompileThemAtOnceAreBoundAlike() throws Exception {
        Config config = Bindings.parse("x { left { more: [], named {} }, more: [{ more: [], named {} }]"
                + ", named { a { name: b, tree { more: [], named {} } } } }");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Binder binder = new Binder(Map.of());
                Callable<Map<String, Tree>> bind = () -> Bindings.value(
                        binder.bind(Binding.of(new TypeRef<Map<String, Tree>>() {}), config, Bindings.ORIGINS));
                List<Callable<Map<String, Tree>>> all = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    all.add(bind);
                }
                Map<String, Tree> expected = bind.call();
                for (Future<Map<String, Tree>> bound : threads.invokeAll(all)) {
                    assertThat(bound.get()).isEqualTo(expected);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
