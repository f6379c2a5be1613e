package io.edict.spring.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.reload.LiveBeans;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

class ListenerHintsTest {
    interface Door {
        void throughTheDoor();
    }

    static class Listening implements Door {
        @OnConfigChange
        void own() {}

        @OnConfigChange
        @Override
        public void throughTheDoor() {}

        void other() {}
    }

    @Test
    void listenersWhenTheApplicationIsProcessedAheadOfTimeMayBeInvoked() {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("test", "Application")), new InMemoryGeneratedFiles());
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(Listening.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        RuntimeHints hints = generation.getRuntimeHints();
        assertThat(invoked(hints, Listening.class))
                .contains("own", "throughTheDoor")
                .doesNotContain("other");
        assertThat(invoked(hints, Door.class)).contains("throughTheDoor");
    }

    @Test
    void liveValuesMayBeMadeAndLoggingSettingsBound() {
        RuntimeHints hints = new RuntimeHints();
        new ListenerHints().registerHints(hints, null);
        assertThat(hint(hints, LoggingSettings.class).constructors())
                .extracting(ExecutableHint::getMode)
                .contains(ExecutableMode.INVOKE);
        assertThat(invoked(hints, LiveBeans.class)).contains("live");
    }

    private static List<String> invoked(RuntimeHints hints, Class<?> type) {
        return hint(hints, type)
                .methods()
                .filter(method -> method.getMode() == ExecutableMode.INVOKE)
                .map(ExecutableHint::getName)
                .toList();
    }

    private static TypeHint hint(RuntimeHints hints, Class<?> type) {
        return Objects.requireNonNull(hints.reflection().getTypeHint(type));
    }
}
