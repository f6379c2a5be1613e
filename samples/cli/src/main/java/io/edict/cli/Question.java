package io.edict.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Asks a person before something is done that is hard to undo. */
final class Question {
    private final EdictCommand edict;

    Question(EdictCommand edict) {
        this.edict = edict;
    }

    /**
     * Returns if the answer is yes; a script must say so in its call.
     *
     * @param deed what is to be done, as in "delete shop/orders"
     * @param undone what is to be said if the answer is another
     */
    void ask(String deed, String undone) {
        if (!edict.terminal().place().interactive()) {
            throw new Failure(ExitCode.USAGE, "Nobody is there to be asked whether to " + deed + "; give --yes");
        }
        edict.output().note(Character.toUpperCase(deed.charAt(0)) + deed.substring(1) + "? Write 'yes':");
        if (!answer().equalsIgnoreCase("yes")) {
            throw new Failure(ExitCode.OTHER, undone + ": the answer was not 'yes'");
        }
    }

    private String answer() {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(edict.terminal().in(), StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(lines.readLine(), "").strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.OTHER, "Cannot read the answer: " + e, e);
        }
    }
}
