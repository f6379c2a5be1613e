package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.ClientClosedException;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.spring.testing.Apps;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class WalkingSkeletonTest {
    private final InMemoryStore store = new InMemoryStore();

    @Test
    void environmentWhenADocumentIsImportedShowsItAndTheClientEndsWithTheContext() {
        try (ConfigClient operator = Edict.connect(store).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "pool { size = 10 }"));
        }
        ConfigClient client;
        try (ConfigurableApplicationContext context = Apps.of()
                .store(store)
                .with("spring.config.import=edict:shop/orders")
                .start()) {
            assertThat(context.getEnvironment().getProperty("pool.size", Integer.class))
                    .isEqualTo(10);
            client = context.getBean(ConfigClient.class);
            assertThat(context.getBean(ClientHandle.class).client()).isSameAs(client);
        }
        assertThatThrownBy(() -> client.follow("shop/other")).isInstanceOf(ClientClosedException.class);
    }
}
