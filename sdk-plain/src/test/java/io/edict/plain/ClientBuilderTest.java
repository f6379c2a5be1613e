package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ConfigClient;
import io.edict.error.InvalidRequestException;
import io.edict.error.LocalCopyException;
import io.edict.error.StoreUnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBuilderTest {
    private static final String NOBODY = "127.0.0.1:1";

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ",", "host:port", "host:99999"})
    void connectStringThatNamesNoServerIsRefusedAtOnce(String servers) {
        assertThatThrownBy(() -> Edict.connect(servers))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "/orders", "shop/", "shop/../orders", "shop/orders/1", "shop/a\nb"})
    void idThatIsNoneIsRefusedAtOnce(String id) {
        assertThatThrownBy(() -> Edict.connect(NOBODY).follow(id)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void settingOutOfRangeIsRefusedByNameWithTheRange() {
        ClientBuilder builder = Edict.connect(NOBODY);
        assertThatThrownBy(() -> builder.startTimeout(Duration.ZERO))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("startTimeout must be between PT0.01S and PT1H, but is PT0S");
        assertThatThrownBy(() -> builder.requestTimeout(Duration.ofDays(1))).hasMessageContaining("requestTimeout");
        assertThatThrownBy(() -> builder.sessionTimeout(Duration.ofMillis(1))).hasMessageContaining("sessionTimeout");
        assertThatThrownBy(() -> builder.checkEvery(Duration.ofMillis(1))).hasMessageContaining("checkEvery");
        assertThatThrownBy(() -> builder.slowListenerAfter(Duration.ZERO)).hasMessageContaining("slowListenerAfter");
        assertThatThrownBy(() -> builder.keepVersions(0)).hasMessageContaining("keepVersions must be at least 1");
        assertThatThrownBy(() -> builder.maxContentBytes(0)).hasMessageContaining("maxContentBytes");
    }

    @Test
    void startWithoutStoreAndCopyFailsInTimeAndNamesWhatEachServerDoes() {
        ClientBuilder builder = Edict.connect("127.0.0.1:1,no-such-host.invalid:2181")
                .follow("shop/orders")
                .startTimeout(Duration.ofSeconds(2));
        assertThatThrownBy(builder::start)
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("Cannot start within 2000 ms")
                .hasMessageContaining("shop/orders")
                .hasMessageContaining("127.0.0.1:1 refuses connections")
                .hasMessageContaining("no-such-host.invalid:2181")
                .hasMessageContaining("no directory for copies is set");
    }

    @Test
    void startOfANamespaceWithoutStoreAndCopiesFailsToo() {
        ClientBuilder builder = Edict.connect(NOBODY).followNamespace("shop").startTimeout(Duration.ofMillis(500));
        assertThatThrownBy(builder::start)
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("namespace shop");
    }

    @Test
    void clientThatFollowsNothingStartsWithoutStore() {
        assertThatCode(() -> {
                    try (ConfigClient client = Edict.connect(NOBODY)
                            .requestTimeout(Duration.ofMillis(300))
                            .start()) {
                        assertThatThrownBy(() -> client.publisher().namespaces())
                                .isInstanceOf(StoreUnreachableException.class)
                                .hasMessageContaining("tried " + NOBODY);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void directoryOfCopiesThatIsAFileIsRefusedBeforeAnythingStarts(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Edict.connect(NOBODY).localCopies(file).start())
                .isInstanceOf(LocalCopyException.class)
                .hasMessageContaining(file.toString());
    }
}
