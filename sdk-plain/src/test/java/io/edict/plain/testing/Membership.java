package io.edict.plain.testing;

import java.util.List;
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

    /** The ports that members talk to each other on. */
    record Seat(ReservedPort quorum, ReservedPort election) {
        Seat() {
            this(new ReservedPort(), new ReservedPort());
        }
    }

    boolean isAlone() {
        return seats.isEmpty();
    }

    /** The lines of the configuration file that name the members. */
    List<String> lines() {
        return IntStream.range(0, seats.size())
                .mapToObj(i -> "server." + (i + 1) + "=127.0.0.1:"
                        + seats.get(i).quorum().number() + ":"
                        + seats.get(i).election().number())
                .toList();
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
