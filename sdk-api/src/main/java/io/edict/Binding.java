package io.edict;

import io.edict.error.InvalidRequestException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what to bind: a path and a type, and what must hold. Immutable; each method returns a changed copy.
 *
 * <p><b>Types.</b> Numbers, {@code boolean}, {@code String}, {@code Duration} and {@code ConfigMemorySize} as
 * typesafe-config reads them, further types of {@code java.time}, {@code URI}, {@code Path}, {@code Pattern} and the like,
 * enums; records, nested and generic; interfaces, whose methods without arguments are the keys; {@code List}, {@code Set},
 * {@code Map} and arrays of these, {@code Optional}; {@code Config} and {@code ConfigValue}; and what a {@link Converter}
 * was given for.
 *
 * <p><b>Names.</b> A record component or method {@code maxSize} is bound to the key {@code maxSize}, and if there is none,
 * to the key that is the same but for case, {@code -} and {@code _}: {@code max-size}, {@code max_size}, {@code MAXSIZE}.
 * Several such keys are an error. {@link Key} gives another name.
 *
 * <p><b>Absent and null.</b> What is not {@code Optional} and has neither a {@link Default} nor a body must be there. A null
 * counts as absent for these, and is an error of its own otherwise.
 *
 * <p><b>Values.</b> Collections and maps cannot be changed. Values of interfaces are equal if the interface and all bound
 * values are; their text is the interface's name. Arrays are equal to no other array, so that a type with an array in it
 * changes with every version.
 *
 * <p><b>Code of the application.</b> Constructors of records, converters and conditions are called on any of the client's
 * threads. What they throw refuses the version; of an exception only its class is told, unless it is an
 * {@link io.edict.error.UnacceptableValueException}. Constraints of Jakarta Validation on records and interfaces are
 * checked where a provider is on the class path.
 *
 * @param <T> the type
 */
public final class Binding<T> {
    private final String path;
    private final Type type;
    private final boolean strict;
    private final @Nullable T fallback;
    private final List<Requirement<T>> requirements;

    private Binding(String path, Type type, boolean strict, @Nullable T fallback, List<Requirement<T>> requirements) {
        this.path = path;
        this.type = type;
        this.strict = strict;
        this.fallback = fallback;
        this.requirements = List.copyOf(requirements);
    }

    /**
     * Binds the whole configuration to a type.
     *
     * @param type the type
     * @param <T> the type
     * @return the binding
     */
    public static <T> Binding<T> of(Class<T> type) {
        return new Binding<>("", type, false, null, List.of());
    }

    /**
     * Binds the whole configuration to a type with type arguments.
     *
     * @param type the type
     * @param <T> the type
     * @return the binding
     */
    public static <T> Binding<T> of(TypeRef<T> type) {
        return new Binding<>("", type.type(), false, null, List.of());
    }

    /**
     * Binds what stands at a path.
     *
     * @param at the path
     * @return the changed copy
     * @throws InvalidRequestException if it is empty
     */
    public Binding<T> at(String at) {
        if (at.isEmpty()) {
            throw new InvalidRequestException(
                    "The path of a binding is empty; leave it out to bind the whole document");
        }
        return new Binding<>(at, type, strict, fallback, requirements);
    }

    /**
     * Refuses keys that nothing is bound to, so that a misspelt key does not go unseen. Keys within a {@code Map} or a
     * {@code Config} are all bound.
     *
     * @return the changed copy
     */
    public Binding<T> strict() {
        return new Binding<>(path, type, true, fallback, requirements);
    }

    /**
     * A value for when there is none, or null, at the path, or no version of the document yet. Never used for a malformed
     * one, and not checked against the conditions.
     *
     * @param value the value
     * @return the changed copy
     */
    public Binding<T> orElse(T value) {
        return new Binding<>(path, type, strict, value, requirements);
    }

    /**
     * Something that must hold of the value; otherwise the version is refused.
     *
     * @param condition what must hold
     * @param reason what to say if it does not, for people; it is logged, so name the key and what is allowed, not the value
     * @return the changed copy
     */
    public Binding<T> require(Predicate<? super T> condition, String reason) {
        List<Requirement<T>> more = new ArrayList<>(requirements);
        more.add(new Requirement<>(condition, reason));
        return new Binding<>(path, type, strict, fallback, more);
    }

    /**
     * Where the value stands.
     *
     * @return the path, empty for the whole
     */
    public String path() {
        return path;
    }

    /**
     * What it is bound to.
     *
     * @return the type
     */
    public Type type() {
        return type;
    }

    /**
     * Whether unknown keys are refused.
     *
     * @return whether they are
     */
    public boolean isStrict() {
        return strict;
    }

    /**
     * The value for when there is none.
     *
     * @return the value, or null if there must be one
     */
    public @Nullable T fallback() {
        return fallback;
    }

    /**
     * What must hold.
     *
     * @return the conditions, in order
     */
    public List<Requirement<T>> requirements() {
        return requirements;
    }

    /** Two bindings are equal if they bind the same path to the same type under the same conditions. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Binding<?> that
                && path.equals(that.path)
                && type.equals(that.type)
                && strict == that.strict
                && Objects.equals(fallback, that.fallback)
                && requirements.equals(that.requirements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, type, strict);
    }

    /** Returns path and type, for example {@code pool as com.shop.Pool}. */
    @Override
    public String toString() {
        return (path.isEmpty() ? "all" : path) + " as " + type.getTypeName();
    }

    /**
     * Something that must hold of a value.
     *
     * @param condition what must hold
     * @param reason what to say if it does not
     * @param <T> the value's type
     */
    public record Requirement<T>(Predicate<? super T> condition, String reason) {}
}
