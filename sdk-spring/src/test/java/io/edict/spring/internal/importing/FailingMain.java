package io.edict.spring.internal.importing;

import io.edict.spring.testing.Apps;

/** An application that cannot start, in a process of its own: its arguments are its properties. */
final class FailingMain {
    private FailingMain() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        Apps.of()
                .and(application -> application.setRegisterShutdownHook(true))
                .with(arguments)
                .start();
    }
}
