package io.edict.spring.test;

import io.edict.spring.EdictConnector;
import io.edict.spring.internal.importing.BootstrapBridge;
import io.edict.spring.test.EdictCustomizerFactory.Settings;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.test.context.SpringBootContextLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.MergedContextConfiguration;

/** Loads the application of a test with {@link EdictTest}; Spring makes it because the annotation says so. */
public final class EdictContextLoader extends SpringBootContextLoader {
    /** Spring makes it. */
    public EdictContextLoader() {}

    @Override
    protected List<ApplicationContextInitializer<?>> getInitializers(
            MergedContextConfiguration merged, SpringApplication application) {
        merged.getContextCustomizers().stream()
                .filter(Settings.class::isInstance)
                .map(Settings.class::cast)
                .forEach(settings -> prepare(settings, application));
        return super.getInitializers(merged, application);
    }

    private static void prepare(Settings settings, SpringApplication application) {
        StoreOfTest store = StoreOfTest.start(settings);
        application.addListeners(
                (ApplicationListener<ApplicationStartingEvent>) event ->
                        BootstrapBridge.of(event).registerIfAbsent(EdictConnector.class, properties -> store.connect()),
                (ApplicationListener<ApplicationFailedEvent>) event -> store.close());
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(EdictTester.class, () -> new ContextTester(store, context)));
    }
}
