package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.edict.KeyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathFilterTest {
    @Test
    void filterWithoutPathsLetsAllThrough() {
        assertThat(new PathFilter(List.of()).select(List.of("a", "b.c"), Function.identity()))
                .containsExactly("a", "b.c");
    }

    @Test
    void pathCoversItselfAndWhatIsBelowButNoLongerName() {
        assertThat(new PathFilter(List.of("pool"))
                        .select(List.of("a", "pool", "pool.size", "poolSize", "z.pool"), Function.identity()))
                .containsExactly("pool", "pool.size");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void selectionIsThatOfComparingElementByElement(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            List<List<String>> paths = RandomPaths.several(random, 1 + random.nextInt(3));
            List<List<String>> items = RandomPaths.several(random, random.nextInt(10));
            PathFilter filter =
                    new PathFilter(paths.stream().map(RandomPaths::plain).toList());

            List<List<String>> selected = filter.select(items, RandomPaths::plain);

            List<List<String>> expected = new ArrayList<>(items);
            expected.removeIf(item -> paths.stream().noneMatch(path -> RandomPaths.isAtOrBelow(item, path)));
            assertThat(selected).isEqualTo(expected);
            assertThat(items)
                    .allSatisfy(item -> assertThat(selected.contains(item))
                            .isEqualTo(filter.paths().stream()
                                    .anyMatch(path -> change(item).isAtOrBelow(path))));
        }
    }

    private static KeyChange change(List<String> path) {
        return new KeyChange.Added(ConfigUtil.joinPath(path), ConfigValueFactory.fromAnyRef(1));
    }
}
