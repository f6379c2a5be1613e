package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.onlyProblem;
import static io.edict.plain.internal.bind.Bindings.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.Default;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example in the README of sdk-api, as it stands there. */
class ReadmeBindingTest {
    record Pool(String name, @Default("10") int maxSize, Duration idleTimeout, Optional<URI> proxy, List<Node> nodes) {}

    record Node(String host, int port) {}

    private static final String TEXT = """
            pool {
              name = orders
              idle-timeout = 30s
              nodes = [{ host = a, port = 1 }, { host = b, port = 2 }]
            }
            """;

    @Test
    void exampleWhenBoundIsWhatItLooksLike() {
        assertThat(value(Binding.of(Pool.class).at("pool").strict(), TEXT))
                .isEqualTo(new Pool(
                        "orders",
                        10,
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        List.of(new Node("a", 1), new Node("b", 2))));
    }

    @Test
    void problemsWhenShownLookLikeThis() {
        String twelfth = "\n".repeat(11) + "pool.maxSize = many\n" + TEXT;

        assertThat(onlyProblem(Binding.of(Pool.class).at("pool"), twelfth).message())
                .isEqualTo("shop/orders version 3, line 12: pool.maxSize must be an int between -2147483648 and"
                        + " 2147483647");
        assertThat(onlyProblem(Binding.of(Pool.class).at("pool"), TEXT.replace("name = orders", ""))
                        .message())
                .isEqualTo("shop/orders version 3: pool.name is missing; it must be a string");
    }
}
