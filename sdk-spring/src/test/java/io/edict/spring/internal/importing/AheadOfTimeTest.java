package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.spring.EdictConnector;
import io.edict.spring.testing.Apps;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

/** Processing ahead of time, as a build does it: without a store. */
class AheadOfTimeTest {
    @BeforeEach
    void processing() {
        System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
    }

    @AfterEach
    void running() {
        System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
    }

    @Test
    void buildWritesTheContextDownWithoutAConnection() {
        EdictConnector forbidden = properties -> {
            throw new AssertionError("A build must not connect");
        };
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        Apps app = Apps.of(NeedsTheClient.class)
                .register(EdictConnector.class, forbidden)
                .with("spring.config.import=edict:shop/orders");

        GenericApplicationContext context = process(app, files);

        assertThat(context.getEnvironment().getPropertySources().contains("edict:shop/orders"))
                .isTrue();
        assertThat(context.containsBeanDefinition("user")).isTrue();
        assertThat(files.getGeneratedFiles(Kind.SOURCE)).isNotEmpty();
    }

    /** Ends the start where a build ends it. */
    private static GenericApplicationContext process(Apps app, InMemoryGeneratedFiles files) {
        SpringApplicationRunListener listener = new SpringApplicationRunListener() {
            @Override
            public void contextLoaded(ConfigurableApplicationContext context) {
                GenericApplicationContext generic = (GenericApplicationContext) context;
                ClassName name = ClassName.get("example", "Application");
                DefaultGenerationContext generation = new DefaultGenerationContext(new ClassNameGenerator(name), files);
                new ApplicationContextAotGenerator().processAheadOfTime(generic, generation);
                generation.writeGeneratedContent();
                throw new SpringApplication.AbandonedRunException(context);
            }
        };
        try {
            SpringApplication.withHook(application -> listener, () -> app.start());
        } catch (SpringApplication.AbandonedRunException e) {
            return (GenericApplicationContext) Objects.requireNonNull(e.getApplicationContext());
        }
        throw new AssertionError("The start was not abandoned");
    }

    @Test
    void hintsNameWhatIsReachedByReflection() {
        RuntimeHints hints = new RuntimeHints();
        new EdictRuntimeHints().registerHints(hints, getClass().getClassLoader());
        assertThat(RuntimeHintsPredicates.reflection().onType(org.apache.zookeeper.ClientCnxnSocketNIO.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(org.apache.zookeeper.ClientCnxnSocketNetty.class))
                .accepts(hints);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ConfigClient.class)
    static class NeedsTheClient {
        @Bean
        User user(ConfigClient client, ClientHandle handle) {
            return new User(client, handle);
        }
    }

    record User(ConfigClient client, ClientHandle handle) {}
}
