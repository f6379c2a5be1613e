package io.edict.plain.internal.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.Locale;

/**
 * Whether a store that is one of several shards takes versions of a namespace. Every transaction checks it. It only moves
 * forward, so that whoever was delayed cannot undo what others have done since.
 *
 * @param state what is taken
 * @param move the number of the map of shards that began the move which this is about, 0 if there was none
 * @param peer the shard at the move's other end, empty if there was none
 */
public record Fence(State state, long move, String peer) {
    /** The namespace is not there. */
    public static final Fence ABSENT = new Fence(State.ABSENT, 0, "");

    /** The namespace was never moved. */
    public static final Fence OPEN = new Fence(State.OPEN, 0, "");

    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    /** What a store takes of a namespace, in the order in which one move can bring it about. */
    public enum State {
        /** The namespace is not there. */
        ABSENT,
        /** Versions that another shard has committed, but no publishes. */
        RECEIVING,
        /** Both. */
        OPEN,
        /** Neither: the namespace is, or will be, in another shard. */
        CLOSED
    }

    /** Whether this one takes the place of another one. */
    public boolean isAfter(Fence other) {
        return move != other.move ? move > other.move : state.compareTo(other.state) > 0;
    }

    /** Whether a move has ever been about the namespace. */
    public boolean isMoved() {
        return move > 0;
    }

    /** Whether publishes are taken. */
    public boolean takesPublishes() {
        return state == State.OPEN;
    }

    /** Whether versions are taken that another shard has committed. */
    public boolean takesCopies() {
        return state != State.CLOSED;
    }

    /** One line of JSON. */
    public String text() {
        return "{\"fence\":\"" + state.name().toLowerCase(Locale.ROOT) + "\",\"move\":" + move + ",\"peer\":\"" + peer
                + "\"}";
    }

    /** Reads what {@link #text} writes; what was never written is open, and what cannot be read is closed. */
    public static Fence ofText(String text) {
        if (text.isEmpty()) {
            return OPEN;
        }
        try {
            Config json = ConfigFactory.parseString(text, JSON);
            State state = State.valueOf(json.getString("fence").toUpperCase(Locale.ROOT));
            return new Fence(state, json.getLong("move"), json.getString("peer"));
        } catch (ConfigException | IllegalArgumentException | StackOverflowError e) {
            return new Fence(State.CLOSED, 0, "unknown");
        }
    }
}
