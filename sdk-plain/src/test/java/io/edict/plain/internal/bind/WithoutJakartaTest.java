package io.edict.plain.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Applications that do not bring Jakarta Validation along, or not all of it. */
class WithoutJakartaTest {
    /** Loaded anew by a class loader that hides classes; gives what a record with a violated constraint is bound to. */
    static final class Probe implements Callable<String> {
        @Override
        public String call() {
            Bound<ConstraintsTest.Node> bound =
                    Bindings.bind(io.edict.Binding.of(ConstraintsTest.Node.class), "host-name = \"\", port = 1");
            return bound.getClass().getSimpleName()
                    + (bound instanceof Bound.Refused<?> refused ? " " + refused.message() : "");
        }
    }

    @Test
    void constraintsWhenTheApiIsAbsentAreNotChecked() throws Exception {
        assertThat(probe(name -> name.startsWith("jakarta.") || name.startsWith("org.hibernate.")))
                .isEqualTo("Value");
    }

    @Test
    void constraintsWhenThereIsNoProviderAreNotChecked() throws Exception {
        assertThat(probe(name -> name.startsWith("org.hibernate."))).isEqualTo("Value");
    }

    @Test
    void constraintsWhenThereIsNoExpressionLanguageAreChecked() throws Exception {
        assertThat(probe(name -> name.startsWith("jakarta.el.") || name.startsWith("org.glassfish.")))
                .startsWith("Refused shop/orders version 3, line 1: host-name is refused: ");
    }

    @Test
    void constraintsWhenAllIsThereAreChecked() throws Exception {
        assertThat(probe(name -> false)).startsWith("Refused ");
    }

    private static String probe(Predicate<String> hidden) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Hiding loader = new Hiding(hidden);
        thread.setContextClassLoader(loader);
        try {
            Class<?> probe = loader.loadClass(Probe.class.getName());
            var constructor = probe.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (String) ((Callable<?>) constructor.newInstance()).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Defines the classes of Edict and of Jakarta anew, and hides some. */
    private static final class Hiding extends ClassLoader {
        private final Predicate<String> hidden;

        Hiding(Predicate<String> hidden) {
            super(WithoutJakartaTest.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (hidden.test(name)) {
                throw new ClassNotFoundException(name);
            }
            boolean anew =
                    name.startsWith("io.edict.") || name.startsWith("jakarta.") || name.startsWith("org.hibernate.");
            if (!anew) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
