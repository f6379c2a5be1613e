package io.edict.plain.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.UntrustedVersionException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the judge of signatures passes on, and what is told of versions that it does not let through. */
class TrustedStoreTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");

    /** These are made of others, which are judged or passed on. */
    private static final List<String> COMPOSED = List.of("history", "publish");

    @Test
    void methodsWhenTheInterfaceHasADefaultArePassedOnNevertheless() {
        assertThat(Arrays.stream(ConfigStore.class.getMethods())
                        .filter(Method::isDefault)
                        .map(Method::getName)
                        .filter(name -> !COMPOSED.contains(name)))
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(TrustedStore.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toList());
    }

    @Test
    void documentWhenNotTrustedIsTold() {
        Recovery recovery = new Recovery(oneUntrusted(), nobody(), Duration.ofSeconds(1));

        assertThat(recovery.look().unreadable()).containsEntry(ORDERS, "shop/orders is forged");
        assertThat(recovery.republish().failed()).containsEntry(ORDERS, "shop/orders is forged");
    }

    private static ConfigStore oneUntrusted() {
        VersionInfo info = new VersionInfo(
                ORDERS,
                new Version(1, 7),
                VersionInfo.Kind.CONTENT,
                io.edict.Format.HOCON,
                0,
                Content.EMPTY.sha256(),
                new VersionInfo.Origin("mallory", Instant.EPOCH, ""),
                new UUID(0, 0),
                List.of());
        Reading untrusted = new Reading.Untrusted(
                new StoredVersion("store", info, Content.EMPTY),
                new UntrustedVersionException("shop/orders is forged", ORDERS, info.version()),
                new Stamp(1, 1));
        Map<String, Object> answers = Map.of(
                "incarnation", 2L, "namespaces", List.of("shop"), "documents", List.of(ORDERS), "current", untrusted);
        return (ConfigStore) Proxy.newProxyInstance(
                ConfigStore.class.getClassLoader(),
                new Class<?>[] {ConfigStore.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private static ConfigPublisher nobody() {
        return (ConfigPublisher) Proxy.newProxyInstance(
                ConfigPublisher.class.getClassLoader(),
                new Class<?>[] {ConfigPublisher.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("Nothing is published");
                });
    }
}
