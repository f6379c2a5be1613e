package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.assertUnbindable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Binding;
import io.edict.Default;
import io.edict.Key;
import io.edict.TypeRef;
import io.edict.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Types that no configuration can be bound to: told at once, with the member and what to do. */
class UnbindableTypeTest {
    interface WithArguments {
        int limit(String tenant);
    }

    interface WithoutResult {
        void run();
    }

    sealed interface Sealed permits Permitted {
        int size();
    }

    record Permitted(int size) implements Sealed {}

    private record Endless<T>(Optional<Endless<List<T>>> next) {}

    private @interface Annotation {}

    private static final class Plain {}

    @Test
    void typesWhenUnknownAreRefused() {
        record Holder(Plain inner) {}
        record Listed(ArrayList<String> names) {}

        assertUnbindable(Binding.of(Holder.class), "Holder.inner is of type " + Plain.class.getTypeName());
        assertUnbindable(Binding.of(Listed.class), "Listed.names is of type java.util.ArrayList<java.lang.String>");
        assertUnbindable(Binding.of(Object.class), "give the client's builder a converter");
        assertUnbindable(Binding.of(Annotation.class), "cannot be bound");
        assertUnbindable(Binding.of(Sealed.class), "cannot be bound");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void typesWhenRawOrVariableAreRefused() {
        record Raw(List names) {}

        assertUnbindable(Binding.of(Raw.class), "Raw.names is of the raw type java.util.List");
        assertUnbindable(Binding.of(Map.class), "with a TypeRef");
        assertUnbindable(variable(), "of which nothing is known here");
        assertUnbindable(Binding.of(new TypeRef<Endless<String>>() {}), "ever more type arguments");
    }

    private static <T> Binding<List<T>> variable() {
        return Binding.of(new TypeRef<List<T>>() {});
    }

    @Test
    void methodsWhenNoKeyFitsThemAreRefused() {
        assertUnbindable(Binding.of(WithArguments.class), "WithArguments.limit has arguments");
        assertUnbindable(Binding.of(WithoutResult.class), "give it a body");
    }

    @Test
    void containersWhenTheirElementsDoNotFitAreRefused() {
        assertUnbindable(Binding.of(new TypeRef<SortedSet<Permitted>>() {}), "is not Comparable");
        assertUnbindable(Binding.of(new TypeRef<Map<List<String>, String>>() {}), "keys cannot be read from a text");
    }

    @Test
    void defaultsWhenTheyDoNotBindAreRefused() {
        record Malformed(@Default("many") int size) {}
        record NoHocon(@Default("[") List<String> names) {}
        record Empty(@Default("") String name) {}
        record Several(@Default("1, w = 2") int size) {}
        record Substitution(@Default("${PATH}") String path) {}
        record Misspelt(@Default("{ siz: 1, size: 2 }") Permitted inner) {}
        record Itself(@Default("{}") Itself inner) {}

        assertUnbindable(Binding.of(Malformed.class), "Malformed.size: size must be an int");
        assertUnbindable(Binding.of(NoHocon.class), "NoHocon.names is not one value of HOCON");
        assertUnbindable(Binding.of(Empty.class), "an empty text is written \"\"");
        assertUnbindable(Binding.of(Several.class), "not one value");
        assertUnbindable(Binding.of(Substitution.class), "not one value");
        assertUnbindable(Binding.of(Misspelt.class), "inner.siz is not a key");
        assertUnbindable(Binding.of(Itself.class), "levels deep");
    }

    @Test
    void membersWhenTheyHaveTheSameKeyAreRefused() {
        record Relaxed(int maxSize, int max_size) {}
        record Exact(@Key("a") int one, @Key("a") int other) {}

        assertUnbindable(Binding.of(Relaxed.class), "Relaxed.max_size is bound to the same key as maxSize");
        assertUnbindable(Binding.of(Exact.class), "Exact.other is bound to the same key as one");
    }

    @Test
    void pathWhenItIsNoneIsRefused() {
        assertUnbindable(Binding.of(int.class).at("a..b"), "is no path to bind");
    }

    @Test
    void typeWhenUnbindableTwiceIsRefusedTwice() {
        Binder binder = new Binder(Map.of());
        Binding<WithArguments> binding = Binding.of(WithArguments.class);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> binder.prepare(binding)).isInstanceOf(InvalidRequestException.class);
        }
        assertThat(new Permitted(1).size()).isOne();
    }
}
