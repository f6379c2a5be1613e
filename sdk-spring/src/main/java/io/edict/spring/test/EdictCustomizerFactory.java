package io.edict.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Makes the settings of {@link EdictTest} part of what tells application contexts of tests apart. */
final class EdictCustomizerFactory implements ContextCustomizerFactory {
    /** Spring makes it. */
    EdictCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        EdictTest settings = AnnotatedElementUtils.findMergedAnnotation(testClass, EdictTest.class);
        return settings == null
                ? null
                : new Settings(
                        settings.store(),
                        List.of(settings.value()).stream()
                                .map(document -> new Text(document.id(), document.text()))
                                .toList());
    }

    /** A document to begin with. */
    record Text(String id, String hocon) {}

    /** Equal for equal annotations. */
    record Settings(EdictTest.Kind kind, List<Text> documents) implements ContextCustomizer {
        /** What there is to do, {@link EdictContextLoader} has done before. */
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {}
    }
}
