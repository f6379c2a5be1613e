package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.bind;
import static io.edict.plain.internal.bind.Bindings.outline;
import static io.edict.plain.internal.bind.Bindings.single;
import static io.edict.plain.internal.bind.Bindings.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Binding;
import io.edict.Format;
import io.edict.TypeRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContainerTest {
    private enum Color {
        RED,
        DARK_BLUE
    }

    private record Node(String host, OptionalInt port) {}

    @Test
    void listsWhenBoundKeepTheirOrderAndCannotBeChanged() {
        List<Integer> list = single(new TypeRef<List<Integer>>() {}, "[3, 1, \"2\", 1]");

        assertThat(list).containsExactly(3, 1, 2, 1);
        assertThatThrownBy(() -> list.add(4)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(single(new TypeRef<Collection<? extends Duration>>() {}, "[1s]"))
                .hasSize(1)
                .first()
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void setsWhenBoundKeepTheirOrderOrAreSorted() {
        Set<String> set = single(new TypeRef<Set<String>>() {}, "[c, a, b, a]");

        assertThat(set).containsExactly("c", "a", "b");
        assertThatThrownBy(() -> set.add("d")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(single(new TypeRef<SortedSet<String>>() {}, "[c, a, b]")).containsExactly("a", "b", "c");
    }

    @Test
    void arraysWhenBoundHaveTheirElementsType() {
        assertThat(single(int[].class, "[1, 2]")).containsExactly(1, 2);
        assertThat(single(byte[].class, "[1, 2]")).containsExactly(1, 2);
        assertThat(single(String[][].class, "[[a], []]")).isDeepEqualTo(new String[][] {{"a"}, {}});
        assertThat(single(new TypeRef<List<String>[]>() {}, "[[a]]")).containsExactly(List.of("a"));
    }

    @Test
    void listsWhenWrittenAsPropertiesAreRead() {
        Bound<List<Node>> bound = new Binder(Map.of())
                .bind(
                        Binding.of(new TypeRef<List<Node>>() {}).at("nodes"),
                        Bindings.parse(Format.PROPERTIES, "nodes.0.host=a\nnodes.1.host=b\nnodes.1.port=2"),
                        Bindings.ORIGINS);

        assertThat(value(bound)).containsExactly(new Node("a", OptionalInt.empty()), new Node("b", OptionalInt.of(2)));
    }

    @Test
    void mapsWhenBoundHaveTheirKeysUnquotedAndCannotBeChanged() {
        Map<String, Integer> map = single(new TypeRef<Map<String, Integer>>() {}, "{ \"a.b\": 1, c d: 2, a: 3 }");

        assertThat(map).containsExactly(Map.entry("a", 3), Map.entry("a.b", 1), Map.entry("c d", 2));
        assertThatThrownBy(() -> map.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void mapsWhenKeysAreOfOtherTypesReadThem() {
        UUID id = new UUID(1, 2);

        assertThat(single(new TypeRef<Map<Color, Integer>>() {}, "{ dark-blue: 1, RED: 2 }"))
                .containsOnly(Map.entry(Color.DARK_BLUE, 1), Map.entry(Color.RED, 2));
        assertThat(single(new TypeRef<Map<Integer, String>>() {}, "{ 10: a, 9: b }"))
                .containsOnly(Map.entry(10, "a"), Map.entry(9, "b"));
        assertThat(single(new TypeRef<SortedMap<Long, String>>() {}, "{ 10: a, 9: b }"))
                .containsExactly(Map.entry(9L, "b"), Map.entry(10L, "a"));
        assertThat(single(new TypeRef<Map<UUID, Node>>() {}, "{ \"" + id + "\": { host: a } }"))
                .containsKey(id);
    }

    @Test
    void mapsWhenKeysAreNotOfTheTypeAreMalformed() {
        assertThat(outline(
                        bind(Binding.of(new TypeRef<Map<Integer, Integer>>() {}).at("v"), "v { 1: x, b: 2, 3: null }")))
                .containsExactly("MALFORMED v.1", "NULL v.3", "MALFORMED v.b");
    }

    @Test
    void mapsWhenTwoKeysMeanTheSameAreAmbiguous() {
        assertThat(outline(
                        bind(Binding.of(new TypeRef<Map<Color, Integer>>() {}).at("v"), "v { RED: 1, red: 2 }")))
                .containsExactly("AMBIGUOUS v");
    }

    @Test
    void optionalsWhenThereIsNothingAreEmpty() {
        record All(Optional<Node> a, OptionalInt b, OptionalLong c, OptionalDouble d, Optional<List<String>> e) {}
        All empty = new All(
                Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());

        assertThat(value(Binding.of(All.class), "")).isEqualTo(empty);
        assertThat(value(Binding.of(All.class), "a = null, b = null, c = null, d = null, e = null"))
                .isEqualTo(empty);
        assertThat(value(Binding.of(All.class), "a.host = x, b = 1, c = 2, d = 3.5, e = [y]"))
                .isEqualTo(new All(
                        Optional.of(new Node("x", OptionalInt.empty())),
                        OptionalInt.of(1),
                        OptionalLong.of(2),
                        OptionalDouble.of(3.5),
                        Optional.of(List.of("y"))));
    }

    @Test
    void optionalsWhenMalformedAreNotEmpty() {
        record One(OptionalInt port) {}

        assertThat(outline(bind(Binding.of(One.class), "port = many"))).containsExactly("MALFORMED port");
    }

    @Test
    void elementsWhenNullAreEmptyOptionalsOrProblems() {
        assertThat(single(new TypeRef<List<Optional<String>>>() {}, "[a, null]"))
                .containsExactly(Optional.of("a"), Optional.empty());
        assertThat(outline(bind(Binding.of(new TypeRef<List<String>>() {}).at("v"), "v = [a, null, [], null]")))
                .containsExactly("NULL v[1]", "MALFORMED v[2]", "NULL v[3]");
    }

    @Test
    void optionalWhenBoundItselfIsEmptyWhereThereIsNothing() {
        assertThat(value(Binding.of(new TypeRef<Optional<String>>() {}).at("no.where"), "no = {}"))
                .isEmpty();
    }
}
