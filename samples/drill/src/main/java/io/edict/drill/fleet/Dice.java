package io.edict.drill.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chance, by seed. Not thread-safe. */
final class Dice {
    private final Random random;

    Dice(Random random) {
        this.random = random;
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One or more. */
    <T> List<T> some(List<T> choices) {
        List<T> shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(choices.size()));
    }

    Duration between(long leastMillis, long mostMillis) {
        return Duration.ofMillis(leastMillis + random.nextInt((int) (mostMillis - leastMillis + 1)));
    }

    boolean coin() {
        return random.nextBoolean();
    }

    int number(int bound) {
        return random.nextInt(bound);
    }
}
