package io.edict.spring.internal.autoconfigure;

import io.edict.spring.EdictProperties;
import io.edict.spring.internal.importing.ClientHandle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The adapter's settings: those that the client was made with, which no document can change. */
final class Settings {
    private Settings() {}

    /** The client's settings, or those of the environment if nothing was imported. */
    static EdictProperties of(ObjectProvider<ClientHandle> handle, Environment environment) {
        ClientHandle known = handle.getIfAvailable();
        return known == null
                ? Binder.get(environment).bindOrCreate("edict", EdictProperties.class)
                : known.properties();
    }
}
