package io.edict.drill.app;

import io.edict.drill.clock.ShiftedClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a process is told on its standard input; its end ends the process. */
final class Console {
    private Console() {}

    /** Hands over lines until there are no more; makes the clock jump itself. */
    static void listen(Consumer<String> to) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("clock ")) {
                    ShiftedClock.shift(Long.parseLong(line.substring("clock ".length())));
                } else {
                    to.accept(line);
                }
            }
        } catch (IOException e) {
            System.err.println("Standard input is broken, as if at its end: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
