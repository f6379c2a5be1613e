package io.edict.spring.testing;

import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.plain.junit.EdictExtension;
import io.edict.spring.EdictConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Starts applications for tests: no web server, no banner, nothing from the class path but what the test names.
 * {@code Apps.of(Beans.class).store(store).with("spring.config.import=edict:shop/orders").start()}.
 */
public final class Apps {
    private final SpringApplication application;
    private final List<String> arguments = new ArrayList<>();

    private Apps(Class<?>... sources) {
        application = new SpringApplication(sources.length == 0 ? new Class<?>[] {Nothing.class} : sources);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
    }

    /** An application without beans. */
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    /** Begins with the application's configuration classes, or with none. */
    public static Apps of(Class<?>... sources) {
        return new Apps(sources);
    }

    /** Takes configuration from a store in memory. */
    public Apps store(InMemoryStore store) {
        return register(EdictConnector.class, properties -> Edict.connect(store));
    }

    /** Takes configuration from a test's store. */
    public Apps store(EdictExtension store) {
        return register(EdictConnector.class, properties -> store.connect());
    }

    /** Puts an instance into the bootstrap registry. */
    public <T> Apps register(Class<T> type, T instance) {
        BothBoots.register(application, type, instance);
        return this;
    }

    /** Sets properties, {@code name=value} each, as on the command line. */
    public Apps with(String... properties) {
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return this;
    }

    /** Writes a file such as {@code application.yml} into a directory, and reads configuration files from there only. */
    public Apps file(Path directory, String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String location = "--spring.config.location=file:" + directory + "/";
        if (!arguments.contains(location)) {
            arguments.add(location);
        }
        return this;
    }

    /** Does something else to the application. */
    public Apps and(Consumer<? super SpringApplication> change) {
        change.accept(application);
        return this;
    }

    /** Starts the application; whoever starts it closes the context. */
    public ConfigurableApplicationContext start() {
        return application.run(arguments.toArray(String[]::new));
    }
}
