package io.edict.plain;

import static io.edict.plain.SecretBench.KEYS;
import static io.edict.plain.SecretBench.NEW_KEY;
import static io.edict.plain.SecretBench.OLD_KEY;
import static io.edict.plain.SecretBench.ORDERS;
import static io.edict.plain.SecretBench.enc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Publication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that could not be read for the want of keys, and come into force once there are some. */
class KeysReconsideredTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final InMemoryStore store = new InMemoryStore();

    @TempDir
    private Path directory;

    /** Keys that are somewhere else. */
    private static final class Remote implements KeyProvider {
        private final AtomicBoolean down = new AtomicBoolean(true);

        @Override
        public String currentKeyId() throws Exception {
            return KEYS.currentKeyId();
        }

        @Override
        public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws Exception {
            return KEYS.wrap(keyId, dataKey, context);
        }

        @Override
        public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws Exception {
            if (down.get()) {
                throw new IllegalStateException("down");
            }
            return KEYS.unwrap(keyId, wrapped, context);
        }
    }

    @Test
    void refusedVersionWhenTheKeyFileGetsTheKeyComesIntoForce() throws Exception {
        Path file = Files.createFile(
                directory.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "current = 2026-05\n" + OLD_KEY);
        try (ConfigClient client = Edict.connect(store).keys(Keys.file(file)).start()) {
            FollowedDocument orders = refused(client);

            Files.writeString(file, "current = 2026-11\n" + OLD_KEY + "\n" + NEW_KEY);

            assertThat(orders.await(now -> now.has("p"), SOON).getString("p")).isEqualTo("geheim");
            assertThat(orders.status().refusal()).isNull();
        }
    }

    @Test
    void refusedVersionWhenTheProviderRecoversComesIntoForce() {
        Remote remote = new Remote();
        try (ConfigClient client = Edict.connect(store).keys(remote).start()) {
            FollowedDocument orders = refused(client);

            remote.down.set(false);

            assertThat(orders.await(now -> now.has("p"), SOON).getString("p")).isEqualTo("geheim");
        }
    }

    private static FollowedDocument refused(ConfigClient client) {
        client.publisher().publish(Publication.of(ORDERS, Format.HOCON, "p = \"" + enc("p", "geheim") + "\""));
        FollowedDocument orders = client.follow(ORDERS);
        await().atMost(SOON).until(() -> orders.status().state() == State.REFUSING);
        return orders;
    }

    @Test
    void providerThatGoesOnFailingIsAskedEverLessOften() {
        AtomicLong nanos = new AtomicLong();
        RetriedKeys keys = new RetriedKeys(new ProvidedKeys(new Remote()), nanos::get);
        long before = 0;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(catchThrowable(() -> keys.unwrap("2026-11", new byte[1], new byte[1])))
                    .isInstanceOf(IllegalStateException.class);
            nanos.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
            assertThat(keys.edition()).isEqualTo(before);
            nanos.incrementAndGet();
            assertThat(keys.edition()).isEqualTo(++before);
            assertThat(keys.edition()).isEqualTo(before);
        }
    }
}
