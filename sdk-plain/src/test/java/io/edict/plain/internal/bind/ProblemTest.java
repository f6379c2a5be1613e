package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.ID;
import static io.edict.plain.internal.bind.Bindings.VERSION;
import static io.edict.plain.internal.bind.Bindings.bind;
import static io.edict.plain.internal.bind.Bindings.onlyProblem;
import static io.edict.plain.internal.bind.Bindings.outline;
import static io.edict.plain.internal.bind.Bindings.parse;
import static io.edict.plain.internal.bind.Bindings.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.edict.Binding;
import io.edict.Converter;
import io.edict.DocumentId;
import io.edict.TypeRef;
import io.edict.Version;
import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import io.edict.error.BindingProblem.Place;
import io.edict.error.UnacceptableValueException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private record Inner(int number) {}

    private record Outer(String name, int size, Inner inner, List<Inner> list, Thing thing) {}

    private record Thing(String text) {}

    record Picky(int size) {
        Picky {
            if (size < 0) {
                throw new UnacceptableValueException("size must be at least 0");
            }
            if (size > 100) {
                throw new IllegalArgumentException("hunter2 " + size);
            }
            if (size == 50) {
                throw new StackOverflowError("hunter2");
            }
            if (size == 51) {
                throw new OutOfMemoryError("hunter2");
            }
        }
    }

    @Test
    void problemsWhenThereAreSeveralAreToldTogetherInTheOrderOfTheType() {
        Map<Class<?>, Converter<?>> converters = Map.of(Thing.class, Converter.ofText(Thing::new));

        assertThat(outline(bind(
                        converters,
                        Binding.of(Outer.class).at("o").strict(),
                        "o { thing: [], list: [{ number: x }, { number: 1, z: 1 }], size: null, b: 1, a: 1"
                                + ", inner { NUMBER: 1, num-ber: 2 } }")))
                .containsExactly(
                        "ABSENT o.name",
                        "NULL o.size",
                        "AMBIGUOUS o.inner.number",
                        "MALFORMED o.list[0].number",
                        "UNKNOWN_KEY o.list[1].z",
                        "REFUSED o.thing",
                        "UNKNOWN_KEY o.a",
                        "UNKNOWN_KEY o.b");
    }

    @Test
    void problemWhenMalformedNamesDocumentVersionLinePathAndType() {
        BindingProblem problem = onlyProblem(Binding.of(Inner.class).at("pool"), "pool {\n  number = hunter2\n}");

        assertThat(problem)
                .isEqualTo(
                        new BindingProblem(
                                Kind.MALFORMED,
                                "pool.number",
                                new Place(ID, VERSION, 2),
                                "an int between -2147483648 and 2147483647",
                                "shop/orders version 3, line 2: pool.number must be an int between -2147483648 and 2147483647"));
    }

    @Test
    void problemWhenAbsentOrNullSaysWhatMustBeThere() {
        assertThat(onlyProblem(Binding.of(String.class).at("pool.name"), "pool {}")
                        .message())
                .isEqualTo("shop/orders version 3: pool.name is missing; it must be a string");
        assertThat(onlyProblem(Binding.of(String.class).at("pool.name"), "pool.name = null")
                        .message())
                .isEqualTo("shop/orders version 3, line 1: pool.name is null; it must be a string");
    }

    @Test
    void problemWhenTheWholeIsMeantSaysSo() {
        assertThat(onlyProblem(Binding.of(new TypeRef<List<String>>() {}), "a = 1")
                        .message())
                .isEqualTo("shop/orders version 3, line 1: the configuration must be a list");
    }

    @Test
    void unknownKeyWhenStrictNamesTheKeysThereAre() {
        assertThat(onlyProblem(Binding.of(Inner.class).strict(), "number = 1, nubmer = 2")
                        .message())
                .isEqualTo("shop/orders version 3, line 1: nubmer is not a key of " + Inner.class.getTypeName()
                        + "; they are number");
        assertThat(value(Binding.of(Inner.class), "number = 1, nubmer = 2")).isEqualTo(new Inner(1));
    }

    @Test
    void constructorWhenItThrowsRefusesAndOnlyItsOwnWordsAreTold() {
        Binding<Picky> binding = Binding.of(Picky.class).at("p");
        String start = "shop/orders version 3, line 1: p is refused: ";

        assertThat(onlyProblem(binding, "p.size = -1").message()).isEqualTo(start + "size must be at least 0");
        assertThat(onlyProblem(binding, "p.size = 101").message())
                .isEqualTo(start + Picky.class.getTypeName() + " threw java.lang.IllegalArgumentException");
        assertThat(onlyProblem(binding, "p.size = 50").message()).endsWith(" threw java.lang.StackOverflowError");
        assertThat(onlyProblem(binding, "p.size = 51").message()).endsWith(" threw java.lang.OutOfMemoryError");
        assertThat(onlyProblem(binding, "p.size = 50").kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void converterWhenItFailsRefuses() {
        Binding<Thing> binding = Binding.of(Thing.class).at("t");
        Converter<Thing> interrupted = value -> {
            throw new InterruptedException("hunter2");
        };

        assertThat(Bindings.problems(bind(Map.of(Thing.class, interrupted), binding, "t = 1")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .endsWith("the converter for " + Thing.class.getTypeName()
                                + " threw java.lang.InterruptedException"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Bindings.problems(bind(Map.of(Thing.class, nothing()), binding, "t = 1")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("gave null"));
    }

    @SuppressWarnings("NullAway") // what a converter must not do
    private static Converter<Thing> nothing() {
        return value -> null;
    }

    @Test
    void converterWhenGivenHasPrecedenceEverywhere() {
        record All(int number, List<Integer> list, Map<Integer, String> map, Thing thing) {}
        Map<Class<?>, Converter<?>> converters =
                Map.of(Integer.class, Converter.ofText(String::length), Thing.class, Converter.ofText(Thing::new));

        assertThat(value(bind(
                        converters, Binding.of(All.class), "number = abc, list = [a, bb], map { ccc: x }, thing = t")))
                .isEqualTo(new All(3, List.of(1, 2), Map.of(3, "x"), new Thing("t")));
    }

    @Test
    void requirementsWhenNotMetRefuseWithTheirReasons() {
        Binding<Inner> binding = Binding.of(Inner.class)
                .require(inner -> inner.number() > 0, "number must be positive")
                .require(inner -> 1 / inner.number() == 1, "number must divide")
                .require(inner -> true, "never told");

        assertThat(Bindings.problems(binding, "number = 0"))
                .extracting(BindingProblem::message)
                .containsExactly(
                        "shop/orders version 3, line 1: the configuration is refused: number must be positive",
                        "shop/orders version 3, line 1: the configuration is refused: number must divide"
                                + " (the condition threw java.lang.ArithmeticException)");
        assertThat(outline(bind(binding, "number = x"))).containsExactly("MALFORMED number");
    }

    @Test
    void problemsWhenThereAreTooManyAreCounted() {
        String list = IntStream.range(0, 250).mapToObj(i -> "x").collect(Collectors.joining(",", "v = [", "]"));
        var refused = (Bound.Refused<?>)
                bind(Binding.of(new TypeRef<List<Integer>>() {}).at("v"), list);

        assertThat(refused.problems()).hasSize(Problems.MAX);
        assertThat(refused.more()).isEqualTo(150);
        assertThat(refused.message()).endsWith("\nand 150 more");
    }

    @Test
    void messageWhenAKeyIsLongIsShort() {
        String key = "k".repeat(100_000);

        assertThat(onlyProblem(Binding.of(Inner.class).strict(), "number = 1, " + key + " = 2")
                        .message())
                .hasSizeLessThan(1000);
    }

    @Test
    void exceptionWhenMadeTellsAllProblems() {
        var refused = (Bound.Refused<?>) bind(Binding.of(Inner.class).strict(), "a = 1");
        BindingException exception = refused.toException();

        assertThat(exception.problems()).isEqualTo(refused.problems()).hasSize(2);
        assertThat(exception).hasMessageContaining("number is missing").hasMessageContaining("a is not a key");
        assertThat(exception.document()).contains(ID);
        assertThat(exception.version()).contains(VERSION);
    }

    @Test
    void problemsWhenOfLayersNameTheLayerOfEach() {
        record Layered(int high, int low, int local, int missing, Inner both) {}
        DocumentId base = DocumentId.of("shop/base");
        Config local = ConfigFactory.parseString(
                "local = x", ConfigParseOptions.defaults().setOriginDescription("system properties"));
        Config low = ConfigFactory.parseString(
                "low = x, both.z = 1", ConfigParseOptions.defaults().setOriginDescription("shop/base version 7"));
        Config config = local.withFallback(parse("high = x\nboth.y = 1")).withFallback(low);
        Origins origins = Origins.of(Map.of(ID, VERSION, base, new Version(1, 7)));

        Bound<Layered> bound = new Binder(Map.of()).bind(Binding.of(Layered.class), config, origins);

        assertThat(Bindings.problems(bound))
                .extracting(BindingProblem::place)
                .containsExactly(
                        new Place(ID, VERSION, 1),
                        new Place(base, new Version(1, 7), 1),
                        new Place(null, null, 1),
                        new Place(null, null, 0),
                        new Place(null, null, 0));
        assertThat(((Bound.Refused<?>) bound).message())
                .contains("shop/orders version 3, line 1: high must be")
                .contains("shop/base version 7, line 1: low must be")
                .contains("system properties, line 1: local must be")
                .contains("the layers together: missing is missing")
                .contains("the layers together: both.number is missing");
        assertThat(((Bound.Refused<?>) bound).toException().document()).isEmpty();
    }
}
