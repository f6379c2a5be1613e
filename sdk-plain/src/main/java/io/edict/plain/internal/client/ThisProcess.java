package io.edict.plain.internal.client;

import io.edict.VersionInfo.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where this process publishes from, as it says of itself: for people who ask later, and proof of nothing. */
final class ThisProcess {
    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ThisProcess() {}

    /** The name that the machine had when this process published first. */
    private static final class Host {
        static final String NAME = hostName();
    }

    /**
     * What goes into the record of a publish. The first time may ask the name service, if the machine does not tell its name
     * otherwise.
     *
     * @param program the program's name
     */
    static Sender describe(String program) {
        return new Sender(
                System.getProperty("user.name", ""),
                Host.NAME,
                ProcessHandle.current().pid(),
                program,
                release());
    }

    private static String release() {
        return Objects.requireNonNullElse(ThisProcess.class.getPackage().getImplementationVersion(), "");
    }

    private static String hostName() {
        try {
            return Files.readString(LINUX_HOST_NAME).strip();
        } catch (IOException notLinux) {
            return hostNameElsewhere();
        }
    }

    private static String hostNameElsewhere() {
        String windows = System.getenv("COMPUTERNAME");
        if (windows != null) {
            return windows;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
