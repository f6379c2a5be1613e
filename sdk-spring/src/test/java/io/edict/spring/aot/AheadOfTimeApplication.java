package io.edict.spring.aot;

import io.edict.Live;
import io.edict.spring.OnConfigChange;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prints what it is told, until its standard input ends. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(AheadOfTimeApplication.Pool.class)
public class AheadOfTimeApplication {
    /** Spring makes it. */
    AheadOfTimeApplication() {}

    /** Bound. */
    @ConfigurationProperties("pool")
    record Pool(int size) {}

    /** Listens. */
    static class Heard {
        private final Live<Pool> pool;

        Heard(Live<Pool> pool) {
            this.pool = pool;
        }

        @OnConfigChange("pool")
        void changed(Pool now, @Nullable Pool before) {
            System.out.println("heard " + now.size() + " live " + pool.get().size());
        }
    }

    @Bean
    Heard heard(Live<Pool> pool) {
        return new Heard(pool);
    }

    /** Runs until there is no more input. */
    public static void main(String[] args) throws IOException {
        SpringApplication application = new SpringApplication(AheadOfTimeApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(args)) {
            System.out.println(
                    "started " + context.getBean(Heard.class).pool.get().size());
            System.out.println("generated " + AotDetector.useGeneratedArtifacts());
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        }
    }
}
