package io.edict.plain.internal.live;

import io.edict.Values;

/**
 * The next state of a view, made of its state now.
 *
 * @param view the view
 * @param base its state when this was prepared
 * @param next its next state
 * @param <S> what a version looks like
 */
public record Prepared<S extends Values>(BaseView<S, ?> view, ViewState<S> base, ViewState<S> next) {}
