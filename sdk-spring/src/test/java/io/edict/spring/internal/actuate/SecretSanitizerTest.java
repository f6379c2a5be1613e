package io.edict.spring.internal.actuate;

import static io.edict.spring.internal.actuate.ActuatedApp.enc;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.importing.ClientHandle;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/** What is masked in endpoints that show values. */
class SecretSanitizerTest {
    private final ConfigClient client =
            Edict.connect(new InMemoryStore()).keys(ActuatedApp.KEYS).start();
    private FakeHandle handle = FakeHandle.importing(client);

    @BeforeEach
    void importASecret() {
        publish("shop/orders", "db.admin-password = \"" + enc("db.admin-password", "geheim") + "\"\nplain = open");
        publish("shop/other", "db.admin-password = open");
        handle = FakeHandle.importing(client, "shop/orders", "shop/other");
    }

    @AfterEach
    void end() {
        client.close();
    }

    private void publish(String id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
        client.follow(DocumentId.of(id), Duration.ofSeconds(20));
    }

    private boolean masked(PropertySource<?> source, String key, Object value) {
        SanitizableData data = new SecretSanitizer(handle.provided()).apply(new SanitizableData(source, key, value));
        return SanitizableData.SANITIZED_VALUE.equals(data.getValue());
    }

    private DocumentPropertySource document(int place) {
        return new DocumentPropertySource(handle.imports().get(place).document(), handle.generations(), place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.admin-password", "db.adminPassword", "db.ADMIN_PASSWORD"})
    void encryptedPropertyIsMaskedByItsNameInAnySpelling(String key) {
        assertThat(masked(document(0), key, "an older value")).isTrue();
    }

    @Test
    void sameNameInAnotherDocumentIsShown() {
        assertThat(masked(document(1), "db.admin-password", "open")).isFalse();
        assertThat(masked(document(0), "plain", "open")).isFalse();
    }

    @Test
    void textOfASecretIsMaskedWhereverItIsPartOfAValue() {
        PropertySource<?> other = new MapPropertySource("other", Map.of());

        assertThat(masked(other, "url", "jdbc:x?p=geheim&y")).isTrue();
        assertThat(masked(other, "url", "jdbc:x?p=open&y")).isFalse();
    }

    @Test
    void valueOfUnknownOriginAndNoValueAreLeft() {
        SecretSanitizer sanitizer = new SecretSanitizer(handle.provided());
        SanitizableData none = new SanitizableData(null, "db.admin-password", null);
        SanitizableData unknown = new SanitizableData(null, "db.admin-password", "other");

        assertThat(sanitizer.apply(none)).isSameAs(none);
        assertThat(sanitizer.apply(unknown)).isSameAs(unknown);
        assertThat(new SecretSanitizer(FakeHandle.nothing(ClientHandle.class)).apply(unknown))
                .isSameAs(unknown);
    }
}
