package io.edict.plain.internal.live;

import io.edict.Binding;
import io.edict.Values;
import io.edict.VersionInfo;
import io.edict.Versioned;
import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import io.edict.error.BindingProblem.Place;
import io.edict.error.EdictException;
import io.edict.plain.internal.bind.Binder;
import io.edict.plain.internal.bind.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values of a view's live values. Runs user code: constructors, converters, functions, {@code equals}.
 *
 * <p>Where a value equals the one before, the one before stays, so that whoever holds on to values sees no change where
 * there is none, and what is derived from it need not be made again.
 *
 * @param <S> what a version looks like
 */
final class Kitchen<S extends Values> {
    private final Binder binder;
    private final BaseView<S, ?> view;
    private final List<BindingProblem> problems = new ArrayList<>();

    Kitchen(Binder binder, BaseView<S, ?> view) {
        this.binder = binder;
        this.view = view;
    }

    /** Makes all values of the next version, and tries those that somebody will ask for. */
    List<Versioned<?>> all(List<PlainLive<?>> lives, List<Binding<?>> expected, ViewState<S> base, S snapshot) {
        expected.forEach(binding -> bound(binding, snapshot));
        List<Versioned<?>> values = new ArrayList<>();
        for (int i = 0; i < base.values().size(); i++) {
            values.add(next(lives.get(i), base.values(), values, snapshot));
        }
        throwProblems(snapshot);
        return values;
    }

    /** Makes one value of the version in force. */
    <T> Versioned<T> one(Recipe<T> recipe, ViewState<S> state) {
        S snapshot = state.snapshot();
        if (recipe instanceof Recipe.Mapped<?, T> mapped) {
            return oneMapped(mapped, state);
        }
        T fallback = recipe instanceof Recipe.Bound<T> bound ? bound.binding().fallback() : null;
        if (snapshot == null && fallback != null) {
            return new Versioned<>(fallback, List.of());
        }
        S present = view.snapshot(state);
        T value = made(recipe, present);
        throwProblems(present);
        return new Versioned<>(there(value), view.versions(present));
    }

    private <P, T> Versioned<T> oneMapped(Recipe.Mapped<P, T> mapped, ViewState<S> state) {
        Versioned<P> parent = mapped.parent().in(state);
        T value = mapped(mapped, parent.value());
        throwProblems(state.snapshot());
        return new Versioned<>(there(value), parent.from());
    }

    /** A value, unless problems were found, and then what stood there before, which nobody will see. */
    private <T> Versioned<T> next(PlainLive<T> live, List<Versioned<?>> before, List<Versioned<?>> after, S snapshot) {
        Versioned<T> old = live.of(before);
        T value = live.recipe() instanceof Recipe.Mapped<?, T> mapped
                ? mappedAnew(mapped, before, after, old)
                : made(live.recipe(), snapshot);
        if (value == null) {
            return old;
        }
        T kept = same(old.value(), value) ? old.value() : value;
        return new Versioned<>(kept, view.versions(snapshot));
    }

    private <P, T> @Nullable T mappedAnew(
            Recipe.Mapped<P, T> mapped, List<Versioned<?>> before, List<Versioned<?>> after, Versioned<T> old) {
        P parentBefore = mapped.parent().of(before).value();
        P parentAfter = mapped.parent().of(after).value();
        return parentBefore == parentAfter ? old.value() : mapped(mapped, parentAfter);
    }

    /** A value that is made of a version, not of another value. */
    @SuppressWarnings("unchecked") // only live values of this view are made here, and they derive from its snapshots
    private <T> @Nullable T made(Recipe<T> recipe, S snapshot) {
        return recipe instanceof Recipe.Derived<?, T> derived
                ? applied(derived, ((Recipe.Derived<S, T>) derived).function(), snapshot)
                : bound(((Recipe.Bound<T>) recipe).binding(), snapshot);
    }

    private <T> @Nullable T bound(Binding<T> binding, S snapshot) {
        Bound<T> result = binder.bind(binding, snapshot.config(), view.origins(snapshot));
        if (result instanceof Bound.Value<T> made) {
            view.bound(snapshot, made.paths());
            return made.value();
        }
        problems.addAll(((Bound.Refused<T>) result).problems());
        return null;
    }

    private <P, T> @Nullable T mapped(Recipe.Mapped<P, T> mapped, P parent) {
        return applied(mapped, mapped.function(), parent);
    }

    private <P, T> @Nullable T applied(Recipe<T> recipe, Function<? super P, ? extends T> function, P argument) {
        try {
            T value = function.apply(argument);
            if (value == null) {
                refused(recipe, "the function gave null");
            }
            return value;
        } catch (BindingException e) {
            problems.addAll(e.problems());
        } catch (EdictException e) {
            refused(recipe, e.getMessage());
        } catch (Throwable e) {
            refused(recipe, "the function threw " + e.getClass().getName());
        }
        return null;
    }

    private void refused(Recipe<?> recipe, String why) {
        String message = view.subject() + ": " + recipe + " cannot be made: " + why;
        problems.add(new BindingProblem(Kind.REFUSED, "", new Place(null, null, 0), "a value", message));
    }

    /** The equals of a value is user code as well. */
    private static boolean same(Object before, Object after) {
        try {
            return before.equals(after);
        } catch (Throwable e) {
            return false;
        }
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("There is neither a value nor a problem");
        }
        return value;
    }

    private void throwProblems(@Nullable S snapshot) {
        if (problems.isEmpty()) {
            return;
        }
        List<VersionInfo> versions = snapshot == null ? List.of() : view.versions(snapshot);
        boolean one = versions.size() == 1;
        String all = problems.stream().map(BindingProblem::message).collect(Collectors.joining("; "));
        throw new BindingException(
                all, one ? versions.get(0).id() : null, one ? versions.get(0).version() : null, problems);
    }
}
