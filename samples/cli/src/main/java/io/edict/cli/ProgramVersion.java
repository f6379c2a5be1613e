package io.edict.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar states it. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "edict " + Objects.requireNonNullElse(version, "(not from its jar)"),
            "Java " + Runtime.version() + " on " + System.getProperty("os.name")
        };
    }
}
