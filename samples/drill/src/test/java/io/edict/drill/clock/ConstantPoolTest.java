package io.edict.drill.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConstantPoolTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @AfterEach
    void putBack() {
        ShiftedClock.shift(0);
    }

    @Test
    void redirectedClassFollowsTheJump() throws Exception {
        byte[] redirected = ConstantPool.redirect(bytes(Reader.class));
        assertThat(redirected).isNotNull();
        LongSupplier reader = (LongSupplier) new Loader(Objects.requireNonNull(redirected))
                .loadClass(Reader.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(reader.getAsLong()).isLessThan(10_000);
        ShiftedClock.shift(YEAR.toMillis());
        assertThat(reader.getAsLong()).isCloseTo(3 * YEAR.toMillis(), org.assertj.core.data.Offset.offset(10_000L));
    }

    @Test
    void classWithoutTheTimeOfDayIsLeftAlone() throws IOException {
        assertThat(ConstantPool.redirect(bytes(Loader.class))).isNull();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    /** How much the three ways to ask are ahead of the time when the class was loaded, added up. */
    public static final class Reader implements LongSupplier {
        private final long start = System.currentTimeMillis();

        @Override
        public long getAsLong() {
            LongSupplier millis = System::currentTimeMillis;
            return millis.getAsLong()
                    + Instant.now().toEpochMilli()
                    + Clock.systemUTC().millis()
                    - 3 * start;
        }
    }

    /** Defines the one class anew and takes all others from the class path. */
    private static final class Loader extends ClassLoader {
        private final byte[] reader;

        Loader(byte[] reader) {
            super(ConstantPoolTest.class.getClassLoader());
            this.reader = reader;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Reader.class.getName())
                    ? defineClass(name, reader, 0, reader.length)
                    : super.loadClass(name, resolve);
        }
    }
}
