package io.edict.cli;

/** Runs the command on the process's own terminal. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args what was typed
     */
    public static void main(String[] args) {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::interrupt, "edict-stop"));
        Terminal terminal = Terminal.ofProcess(stop);
        int code = run(terminal, args);
        stop.ended();
        System.exit(code);
    }

    /** Runs the command on any terminal, and returns the exit code. */
    static int run(Terminal terminal, String... args) {
        try {
            return CommandLines.of(terminal).execute(args);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }
}
