package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.plain.ClientBuilder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that talks to the store: it opens a client, does its work and closes the client again. */
abstract class StoreCommand implements Callable<Integer> {
    private final EdictCommand edict;

    @Mixin
    private final TrustOption trust = new TrustOption();

    StoreCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Override
    public final Integer call() {
        check();
        try (ConfigClient client = prepare(builder()).start()) {
            run(client);
        }
        return ExitCode.OK.number();
    }

    private ClientBuilder builder() {
        return trust.applyTo(begin(), edict.terminal().place().environment());
    }

    /** Begins to build a client. */
    ClientBuilder begin() {
        return edict.client();
    }

    /** Finds out what is wrong with the call before the store is asked for anything. */
    void check() {}

    /** Says what else the client must do. */
    ClientBuilder prepare(ClientBuilder builder) {
        return builder;
    }

    /** Does the work. What it throws is reported, see {@link Errors}. */
    abstract void run(ConfigClient client);

    EdictCommand edict() {
        return edict;
    }

    Output output() {
        return edict.output();
    }
}
