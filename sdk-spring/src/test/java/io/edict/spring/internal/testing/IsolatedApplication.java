package io.edict.spring.internal.testing;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs something with another class path than the test's: by a class loader that shares nothing but the JDK with it. */
public final class IsolatedApplication {
    private final Class<? extends Callable<?>> application;
    private final List<Path> classPath = new ArrayList<>();

    private IsolatedApplication(Class<? extends Callable<?>> application) {
        this.application = application;
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
    }

    /** Will run a class that has a public constructor without parameters. */
    public static IsolatedApplication of(Class<? extends Callable<?>> application) {
        return new IsolatedApplication(application);
    }

    /** Without the jars whose names begin so. */
    public IsolatedApplication without(String prefix) {
        classPath.removeIf(entry -> entry.getFileName().toString().startsWith(prefix));
        return this;
    }

    /** With a directory of classes. */
    public IsolatedApplication with(Path directory) {
        classPath.add(0, directory);
        return this;
    }

    /** Runs it. */
    public @Nullable Object call() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] urls = classPath.stream().map(IsolatedApplication::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            return ((Callable<?>) loader.loadClass(application.getName())
                            .getDeclaredConstructor()
                            .newInstance())
                    .call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
