package io.edict.plain.internal.live;

import io.edict.ConfigView;
import io.edict.Live;
import io.edict.Pin;
import io.edict.Values;
import io.edict.error.InvalidRequestException;

/** A frame that somebody holds on to. */
final class PlainPin implements Pin {
    private final Board board;
    private final Frame frame;

    PlainPin(Board board, Frame frame) {
        this.board = board;
        this.frame = frame;
    }

    Frame frame() {
        return frame;
    }

    @Override
    public <S extends Values> S snapshot(ConfigView<S, ?> view) {
        if (!(view instanceof BaseView<S, ?> own) || own.board() != board) {
            throw foreign("The view");
        }
        return own.snapshot(own.stateIn(frame));
    }

    @Override
    public <T> T get(Live<T> live) {
        if (!(live instanceof PlainLive<T> own) || own.board() != board) {
            throw foreign("The live value");
        }
        return own.in(frame).value();
    }

    private static InvalidRequestException foreign(String what) {
        return new InvalidRequestException(what + " is of another client than the pin; take both from the same client");
    }

    @Override
    public String toString() {
        return "Pin[" + frame + "]";
    }
}
