package io.edict.plain.testing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A server's place in an ensemble, or in none.
 *
 * @param id the server's number, from 1
 * @param seats the ports of all members
 */
record Membership(int id, List<Seat> seats) implements AutoCloseable {
    /** Of a server that stands alone. */
    static final Membership NONE = new Membership(1, List.of());

    /** The ports that members talk to each other on, and whether the member only observes. */
    record Seat(ReservedPort quorum, ReservedPort election, boolean observer) {
        Seat(boolean observer) {
            this(new ReservedPort(), new ReservedPort(), observer);
        }
    }

    boolean isAlone() {
        return seats.isEmpty();
    }

    /** The lines of the configuration file that name the members. */
    List<String> lines() {
        List<String> lines = IntStream.range(0, seats.size())
                .mapToObj(i -> "server." + (i + 1) + "=127.0.0.1:"
                        + seats.get(i).quorum().number() + ":"
                        + seats.get(i).election().number()
                        + (seats.get(i).observer() ? ":observer" : ""))
                .collect(Collectors.toList());
        if (observes()) {
            lines.add("peerType=observer");
        }
        return lines;
    }

    boolean observes() {
        return !isAlone() && seats.get(id - 1).observer();
    }

    void handPorts() {
        ownPorts().forEach(ReservedPort::hand);
    }

    @Override
    public void close() {
        ownPorts().forEach(ReservedPort::close);
    }

    private Stream<ReservedPort> ownPorts() {
        return isAlone()
                ? Stream.empty()
                : Stream.of(seats.get(id - 1).quorum(), seats.get(id - 1).election());
    }
}
