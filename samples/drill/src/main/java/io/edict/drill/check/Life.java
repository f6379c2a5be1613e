package io.edict.drill.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One client of one follower, from start to end. */
final class Life {
    final String follower;
    final int number;
    final long begun;
    final boolean copies;
    final List<String> documents;
    final Set<String> copyFailures = new HashSet<>();
    final Set<String> splits = new HashSet<>();
    boolean started;
    boolean failed;

    Life(String follower, int number, long begun, boolean copies, List<String> documents) {
        this.follower = follower;
        this.number = number;
        this.begun = begun;
        this.copies = copies;
        this.documents = documents;
    }
}
