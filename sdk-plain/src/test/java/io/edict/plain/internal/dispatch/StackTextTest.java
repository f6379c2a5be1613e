package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StackTextTest {
    @Test
    void circleOfCausesEnds() {
        Exception first = new IllegalStateException("secret");
        Exception second = new ArithmeticException("secret");
        first.initCause(second);
        second.initCause(first);

        assertThat(StackText.of(first).lines().filter(line -> line.startsWith("Caused by")))
                .hasSize(StackText.MAX_CAUSES);
    }

    @Test
    void endlessStackIsCut() {
        Exception deep = new IllegalStateException("secret");
        StackTraceElement[] frames = new StackTraceElement[10_000];
        Arrays.fill(frames, new StackTraceElement("Listener", "onChange", "Listener.java", 1));
        deep.setStackTrace(frames);

        assertThat(StackText.of(deep).lines()).hasSize(1 + StackText.MAX_FRAMES);
    }

    @Test
    void errorWithoutStackIsItsClassName() {
        Exception bare = new IllegalStateException("secret");
        bare.setStackTrace(new StackTraceElement[0]);

        assertThat(StackText.of(bare)).isEqualTo("java.lang.IllegalStateException");
    }
}
