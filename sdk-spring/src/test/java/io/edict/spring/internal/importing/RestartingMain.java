package io.edict.spring.internal.importing;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.spring.testing.Apps;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Restarts an application as DevTools does: libraries stay, the application's own classes are loaded anew. In a process of
 * its own, whose JVM clears what is softly reachable, such as Spring's caches, with every collection.
 */
final class RestartingMain {
    static final String GONE = "GONE";

    private static final int TRIES = 100;

    private RestartingMain() {}

    /** Says {@value #GONE} when nothing holds the class loader of an application that was closed. */
    public static void main(String[] arguments) throws Exception {
        InMemoryStore store = new InMemoryStore();
        try (ConfigClient operator = Edict.connect(store).start()) {
            operator.publisher().publish(Publication.of("shop/a", Format.HOCON, "a = 1"));
        }
        startAndClose(store); // a converter of Spring Boot's own keeps the first class loader that it sees
        WeakReference<ClassLoader> second = new WeakReference<>(startAndClose(store));
        for (int i = 0; i < TRIES && second.get() != null; i++) {
            System.gc();
        }
        System.out.println(second.get() == null ? GONE : "HELD");
    }

    private static ClassLoader startAndClose(InMemoryStore store) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader restarted = new Restarted(before);
        Thread.currentThread().setContextClassLoader(restarted);
        try {
            Class<?> application = restarted.loadClass(Application.class.getName());
            try (ConfigurableApplicationContext context = Apps.of(application)
                    .store(store)
                    .with("spring.config.import=edict:shop/a")
                    .start()) {
                if (application == Application.class || !context.containsBean("listening")) {
                    throw new IllegalStateException("Not what DevTools does");
                }
            }
            return restarted;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Loads one class itself, and all others as its parent does. */
    private static final class Restarted extends ClassLoader {
        Restarted(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Application.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? defined(name) : known;
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** What DevTools would load anew. */
    @Configuration(proxyBeanMethods = false)
    public static class Application {
        /** Leaves a listener of the application's with the client. */
        @Bean
        public Object listening(ConfigClient client) {
            return client.follow("shop/a").subscribe(change -> {});
        }
    }
}
