package io.edict.drill.clock;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Sends the classes of Edict, ZooKeeper and Curator to {@link ShiftedClock} for the time of day. The drill's own classes keep
 * the true time. Time that is measured, by {@link System#nanoTime()}, does not jump on real machines either.
 */
public final class ClockAgent {
    private ClockAgent() {}

    /** Called by the JVM before the main class. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Redirecting());
    }

    /** Writes a jar that names this class as an agent; the class itself comes from the class path. */
    public static Path writeJar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), ClockAgent.class.getName());
        Path jar = directory.resolve("clock-agent.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
        return jar;
    }

    private static final class Redirecting implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            return name != null && concerns(name) ? ConstantPool.redirect(classFile) : null;
        }

        private static boolean concerns(String name) {
            return (name.startsWith("io/edict/") && !name.startsWith("io/edict/drill/"))
                    || name.startsWith("org/apache/zookeeper/")
                    || name.startsWith("org/apache/curator/");
        }
    }
}
