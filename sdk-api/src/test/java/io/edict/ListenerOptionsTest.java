package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** How listeners are called. */
class ListenerOptionsTest {
    @Test
    void everyOptionKeepsTheOthers() {
        Executor executor = Runnable::run;

        ListenerOptions one =
                ListenerOptions.defaults().withInitialCall().on(executor).named("cache");
        ListenerOptions other =
                ListenerOptions.defaults().named("cache").on(executor).withInitialCall();

        assertThat(one).isEqualTo(other).isEqualTo(new ListenerOptions(true, executor, "cache", List.of()));
        assertThat(one.ownExecutor()).containsSame(executor);
    }

    @Test
    void pathsAreTakenInTheirPlainForm() {
        ListenerOptions options = ListenerOptions.defaults().forPaths("\"pool\".size", "a.\"b.c\"");

        assertThat(options.paths()).containsExactly("pool.size", "a.\"b.c\"");
        assertThatThrownBy(() -> ListenerOptions.defaults().forPaths("")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> ListenerOptions.defaults().forPaths()).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void withoutOptionsNothingIsCalledAtOnceAndEdictsThreadsAreUsed() {
        assertThat(ListenerOptions.defaults().initialCall()).isFalse();
        assertThat(ListenerOptions.defaults().ownExecutor()).isEmpty();
    }
}
