package io.edict.plain.testing;

import io.edict.plain.testing.TcpProxy.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: what was read and is not yet written, in order. Owned by the proxy's thread. */
final class ProxyFlow {
    private static final int PIECE = 16 * 1024;
    private static final int MOST_PIECES = 64;

    private final Direction direction;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final ProxyRules rules;
    private final @Nullable EventFilter filter;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private boolean ended; // the source has no more
    private boolean over; // and the sink has been told
    private boolean blocked; // the sink takes no more for now

    /** Some bytes, and when they are to be passed on. */
    private record Piece(long due, ByteBuffer bytes) {}

    ProxyFlow(Direction direction, SocketChannel source, SocketChannel sink, ProxyRules rules) {
        this.direction = direction;
        this.source = source;
        this.sink = sink;
        this.rules = rules;
        this.filter = rules.silent() && direction == Direction.TO_CLIENT ? new EventFilter(rules) : null;
    }

    /** Reads and writes what can be read and written now. */
    void advance(long now) throws IOException {
        if (rules.holds(direction) || over) {
            return;
        }
        read(now);
        write(now);
        if (ended && waiting.isEmpty()) {
            sink.shutdownOutput();
            over = true;
        }
    }

    private void read(long now) throws IOException {
        while (wantsMore()) {
            ByteBuffer bytes = ByteBuffer.allocate(PIECE);
            int count = source.read(bytes);
            if (count == 0) {
                return;
            }
            if (count < 0) {
                ended = true;
            } else {
                ByteBuffer passed = filter == null ? bytes.flip() : filter.pass(bytes.flip());
                if (passed.hasRemaining()) {
                    waiting.add(new Piece(now + rules.delayNanos(), passed));
                }
            }
        }
    }

    private void write(long now) throws IOException {
        blocked = false;
        for (Piece first = waiting.peek(); first != null && first.due() <= now; first = waiting.peek()) {
            rules.pass(direction, sink.write(first.bytes()));
            if (first.bytes().hasRemaining()) {
                blocked = true;
                return;
            }
            waiting.remove();
        }
    }

    /** When the next piece is to be written, if time is all that it waits for. */
    long due() {
        Piece first = waiting.peek();
        return first == null || blocked || rules.holds(direction) ? Long.MAX_VALUE : first.due();
    }

    boolean isOver() {
        return over;
    }

    int sourceInterest() {
        return wantsMore() && !rules.holds(direction) ? SelectionKey.OP_READ : 0;
    }

    int sinkInterest() {
        return blocked && !rules.holds(direction) ? SelectionKey.OP_WRITE : 0;
    }

    private boolean wantsMore() {
        return !ended && waiting.size() < MOST_PIECES;
    }
}
