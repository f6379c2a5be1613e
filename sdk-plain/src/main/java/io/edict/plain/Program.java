package io.edict.plain;

import io.edict.error.InvalidRequestException;

/** The name that a program goes by in the record of what it publishes. */
final class Program {
    private static final int LONGEST = 100;

    private Program() {}

    /** The main class or jar, without its path and without arguments, which may be secret. */
    static String name() {
        String command = System.getProperty("sun.java.command", "").strip();
        String first = command.split("\\s", 2)[0];
        String name = first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
        return name.length() > LONGEST || hasControls(name) ? "" : name;
    }

    static String check(String name) {
        if (name.isBlank() || name.length() > LONGEST || hasControls(name)) {
            throw new InvalidRequestException("application must have 1 to " + LONGEST
                    + " characters, none of them a control character, but has " + name.length());
        }
        return name;
    }

    private static boolean hasControls(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }
}
