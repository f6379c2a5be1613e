package io.edict.service;

import io.edict.error.EdictException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Tells the story of a Spring Boot service that follows published versions. */
public final class SpringSample {
    private SpringSample() {}

    /**
     * Tells it; the exit code is 0 only if all went as told.
     *
     * @param args none
     * @throws Exception what the sample does not explain itself
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code = run(out);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(PrintStream out) throws IOException, InterruptedException {
        try {
            Story.tell(out);
            return 0;
        } catch (EdictException e) {
            out.println("The sample failed: " + e.getMessage());
            return 1;
        }
    }
}
