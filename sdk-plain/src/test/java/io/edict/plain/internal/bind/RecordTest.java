package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.bind;
import static io.edict.plain.internal.bind.Bindings.onlyProblem;
import static io.edict.plain.internal.bind.Bindings.outline;
import static io.edict.plain.internal.bind.Bindings.paths;
import static io.edict.plain.internal.bind.Bindings.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.Binding;
import io.edict.Default;
import io.edict.Key;
import io.edict.TypeRef;
import io.edict.error.BindingProblem.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTest {
    private record Pool(String name, int maxSize, Duration idleTimeout) {}

    private record Shop(Pool pool, List<Pool> others, Map<String, Pool> named) {}

    private record Pair<A, B>(A first, List<B> second, Optional<Pair<B, A>> swapped) {}

    private record Tree(String name, List<Tree> children) {}

    private record Chain(Optional<Chain> next) {}

    @ParameterizedTest
    @ValueSource(strings = {"maxSize", "max-size", "max_size", "MAX_SIZE", "maxsize"})
    void keysWhenSpeltDifferentlyAreFound(String key) {
        assertThat(value(Binding.of(Pool.class), "name = a, idle-timeout = 1s, " + key + " = 5"))
                .isEqualTo(new Pool("a", 5, Duration.ofSeconds(1)));
    }

    @Test
    void keyWhenExactWinsOverOthers() {
        record Size(int maxSize) {}

        assertThat(value(Binding.of(Size.class), "max-size = 1, maxSize = 2, max_size = 3"))
                .isEqualTo(new Size(2));
        assertThat(outline(bind(Binding.of(Size.class).strict(), "max-size = 1, maxSize = 2")))
                .containsExactly("UNKNOWN_KEY max-size");
    }

    @Test
    void keysWhenSeveralAreTheSameNameAreAmbiguous() {
        var problem = onlyProblem(
                Binding.of(Pool.class).at("p").strict(), "p { name: a, idleTimeout: 1s, max-size: 1, max_size: 2 }");

        assertThat(problem.kind()).isEqualTo(Kind.AMBIGUOUS);
        assertThat(problem.message())
                .isEqualTo(
                        "shop/orders version 3, line 1: p.maxSize stands there under several keys, max-size, max_size;"
                                + " keep one of them");
    }

    @Test
    void keyWhenGivenIsTakenExactly() {
        record Given(
                @Key("db.url") String url, @Key("maxSize") Optional<Integer> size) {}

        assertThat(value(Binding.of(Given.class), "\"db.url\" = x, max-size = 1"))
                .isEqualTo(new Given("x", Optional.empty()));
        assertThat(outline(bind(Binding.of(Given.class), "db.url = x"))).containsExactly("ABSENT \"db.url\"");
    }

    @Test
    void recordsWhenNestedAreBoundWithin() {
        String pool = "{ name: a, max-size: 5, idle-timeout: 1s }";
        Pool expected = new Pool("a", 5, Duration.ofSeconds(1));

        assertThat(value(
                        Binding.of(Shop.class).at("shop"),
                        "shop { pool: " + pool + ", others: [" + pool + "], named { x: " + pool + " } }"))
                .isEqualTo(new Shop(expected, List.of(expected), Map.of("x", expected)));
    }

    @Test
    void recordsWhenGenericAreBoundWithTheirArguments() {
        assertThat(value(
                        Binding.of(new TypeRef<Pair<Integer, String>>() {}),
                        "first = 1, second = [a], swapped { first: b, second: [2] }"))
                .isEqualTo(new Pair<>(1, List.of("a"), Optional.of(new Pair<>("b", List.of(2), Optional.empty()))));
        assertThat(outline(bind(Binding.of(new TypeRef<Pair<Integer, String>>() {}), "first = a, second = [1]")))
                .containsExactly("MALFORMED first");
    }

    @Test
    void defaultsWhenThereIsNothingAreBoundByTheSameRules() {
        record Defaulted(
                @Default("10s") Duration timeout,
                @Default("[a, b]") List<String> tags,

                @Default("{ name: x, max-size: 1, idle-timeout: 2s }")
                Pool pool,

                @Default("\"\"") String empty,
                @Default("7") Optional<Integer> optional) {}

        Defaulted expected = new Defaulted(
                Duration.ofSeconds(10), List.of("a", "b"), new Pool("x", 1, Duration.ofSeconds(2)), "", Optional.of(7));
        assertThat(value(Binding.of(Defaulted.class), "")).isEqualTo(expected);
        assertThat(value(Binding.of(Defaulted.class), "timeout = null, pool = null"))
                .isEqualTo(expected);
        assertThat(paths(bind(Binding.of(Defaulted.class).strict(), ""))).isEmpty();
    }

    @Test
    void defaultWhenTheValueIsMalformedIsNotUsed() {
        record Defaulted(@Default("10") int size) {}

        assertThat(outline(bind(Binding.of(Defaulted.class), "size = many"))).containsExactly("MALFORMED size");
    }

    @Test
    void recordsWhenTheyContainThemselvesAreBoundAsDeepAsDocumentsNest() {
        String text = "next { ".repeat(99) + "}".repeat(99);
        Chain chain = value(Binding.of(Chain.class), text);

        int depth = 0;
        while (chain.next().isPresent()) {
            chain = chain.next().get();
            depth++;
        }
        assertThat(depth).isEqualTo(99);
    }

    @Test
    void recordsWhenTheyContainListsOfThemselvesAreBound() {
        String leaf = "{ name: leaf, children: [] }";
        assertThat(value(Binding.of(Tree.class), "name = root, children = [" + leaf + ", " + leaf + "]"))
                .isEqualTo(new Tree("root", List.of(new Tree("leaf", List.of()), new Tree("leaf", List.of()))));
    }

    @Test
    void fallbackWhenThereIsNothingIsTheValue() {
        Binding<Integer> binding = Binding.of(Integer.class).at("a.b").orElse(7);

        assertThat(value(binding, "")).isEqualTo(7);
        assertThat(value(binding, "a = null")).isEqualTo(7);
        assertThat(value(binding, "a.b = null")).isEqualTo(7);
        assertThat(value(binding, "a.b = 1")).isEqualTo(1);
        assertThat(outline(bind(binding, "a.b = x"))).containsExactly("MALFORMED a.b");
        assertThat(outline(bind(binding, "a = x"))).containsExactly("MALFORMED a");
    }

    @Test
    void pathsWhenBoundAreTheConfigurationsInPlainForm() {
        record All(int maxSize, List<Pool> pools, Map<String, Integer> map, Config rest, Optional<String> none) {}
        String text = "x y { max-size: 1, pools: [{ name: a, maxSize: 1, idleTimeout: 1s }], map { \"a.b\": 1 }"
                + ", rest { u: 1, v.w: [] }, none: null, unused: 1 }";

        assertThat(paths(bind(Binding.of(All.class).at("\"x y\""), text)))
                .containsExactlyInAnyOrder(
                        "\"x y\".max-size",
                        "\"x y\".pools",
                        "\"x y\".map.\"a.b\"",
                        "\"x y\".rest.u",
                        "\"x y\".rest.v.w",
                        "\"x y\".none");
    }
}
