package io.edict.benchmarks;

import com.alibaba.nacos.client.config.impl.LocalConfigInfoProcessor;
import com.ctrip.framework.apollo.ConfigService;
import com.netflix.archaius.DefaultPropertyFactory;
import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.Property;
import com.netflix.archaius.config.MapConfig;
import com.netflix.config.ConcurrentMapConfiguration;
import com.netflix.config.ConfigurationManager;
import com.netflix.config.DynamicIntProperty;
import com.netflix.config.DynamicPropertyFactory;
import com.netflix.config.DynamicStringProperty;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reading the same keys, by one path, with what applications have in Edict's place. Each has its own state, so that only one of
 * them is there at a time. Public as JMH wants it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway") // JMH calls start() first
public class PeersBenchmark {
    private static final String INT = ReadsBenchmark.HOT_INT;
    private static final String TEXT = ReadsBenchmark.HOT_TEXT;

    /** Everything as strings, as it comes from a properties file. */
    private static Map<String, String> strings() {
        Map<String, String> all = new HashMap<>();
        ReadsBenchmark.values().forEach((key, value) -> all.put(key, String.valueOf(value)));
        return all;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(strings());
        return properties;
    }

    /** Archaius 2, with handles bound before, and by name. */
    @State(Scope.Benchmark)
    public static class Archaius2 {
        private Config config;
        private Property<Integer> number;
        private Property<String> text;

        /** Binds. */
        @Setup
        public void start() {
            config = new MapConfig(strings());
            DefaultPropertyFactory factory = DefaultPropertyFactory.from(config);
            number = factory.get(INT, Integer.class);
            text = factory.get(TEXT, String.class);
        }
    }

    /** Archaius 0.7, with handles bound before. */
    @State(Scope.Benchmark)
    public static class Archaius0 {
        private DynamicIntProperty number;
        private DynamicStringProperty text;

        /** Binds. */
        @Setup
        public void start() {
            ConfigurationManager.install(new ConcurrentMapConfiguration(new HashMap<String, Object>(strings())));
            number = DynamicPropertyFactory.getInstance().getIntProperty(INT, 0);
            text = DynamicPropertyFactory.getInstance().getStringProperty(TEXT, "");
        }
    }

    /** Apollo's client without a server, from its local copy. */
    @State(Scope.Benchmark)
    public static class Apollo {
        private static final String APPLICATION = "bench";

        private com.ctrip.framework.apollo.Config config;

        /** Writes the local copy and reads it. */
        @Setup
        public void start() throws IOException {
            Path directory = Files.createTempDirectory("edict-bench-apollo");
            System.setProperty("env", "Local");
            System.setProperty("app.id", APPLICATION);
            System.setProperty("apollo.cache-dir", directory.toString());
            Path copies = Files.createDirectories(directory.resolve(APPLICATION).resolve("config-cache"));
            try (Writer out = Files.newBufferedWriter(
                    copies.resolve(APPLICATION + "+default+application.properties"), StandardCharsets.UTF_8)) {
                properties().store(out, null);
            }
            config = ConfigService.getAppConfig();
            if (config.getIntProperty(INT, 0) == 0) {
                throw new IllegalStateException("Apollo's client does not read its local copy");
            }
        }
    }

    /** Nacos: its local copy, and what its users parse of it. */
    @State(Scope.Benchmark)
    public static class Nacos {
        private static final String SERVERS = "bench";

        private final Properties parsed = new Properties();

        /** Writes the local copy and parses it. */
        @Setup
        public void start() throws IOException {
            System.setProperty(
                    "JM.SNAPSHOT.PATH",
                    Files.createTempDirectory("edict-bench-nacos").toString());
            StringWriter text = new StringWriter();
            properties().store(text, null);
            LocalConfigInfoProcessor.saveSnapshot(SERVERS, "reads", "bench", "", text.toString());
            try (Reader in = new StringReader(copy())) {
                parsed.load(in);
            }
        }

        String copy() {
            return LocalConfigInfoProcessor.getSnapshot(SERVERS, "reads", "bench", "");
        }
    }

    /** The environment of a Spring Boot application, with a map. */
    @State(Scope.Benchmark)
    public static class SpringBoot {
        private ConfigurableApplicationContext context;
        private Environment environment;

        /** Starts an application. */
        @Setup
        public void start() {
            context = new SpringApplicationBuilder(SpringBoot.class)
                    .web(WebApplicationType.NONE)
                    .run("--spring.cloud.zookeeper.enabled=false", "--spring.main.banner-mode=off");
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("map", new HashMap<>(strings())));
            environment = context.getEnvironment();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** Spring's own environment with a map. */
    @State(Scope.Benchmark)
    public static class Spring {
        private final StandardEnvironment environment = new StandardEnvironment();

        /** Adds the map. */
        @Setup
        public void start() {
            environment.getPropertySources().addFirst(new MapPropertySource("map", new HashMap<>(strings())));
        }
    }

    /** Spring Boot's environment with an imported document. */
    @State(Scope.Benchmark)
    public static class EdictInSpring {
        private EmbeddedZooKeeper server;
        private ConfigurableApplicationContext context;
        private Environment environment;

        /** Publishes it and starts an application. */
        @Setup
        public void start() {
            server = EmbeddedZooKeeper.start();
            try (ConfigClient client = Edict.connect(server.connectString()).start()) {
                client.publisher().publish(Publication.of("bench/reads", Format.HOCON, ReadsBenchmark.text()));
            }
            context = new SpringApplicationBuilder(EdictInSpring.class)
                    .web(WebApplicationType.NONE)
                    .run(
                            "--edict.servers=" + server.connectString(),
                            "--spring.config.import=edict:bench/reads",
                            "--spring.cloud.zookeeper.enabled=false",
                            "--spring.main.banner-mode=off");
            environment = context.getEnvironment();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            context.close();
            server.close();
        }
    }

    /** Through a handle. */
    @Benchmark
    public Integer peerArchaius2PropertyInt(Archaius2 archaius) {
        return archaius.number.get();
    }

    /** Through a handle. */
    @Benchmark
    public String peerArchaius2PropertyString(Archaius2 archaius) {
        return archaius.text.get();
    }

    /** By name. */
    @Benchmark
    public Integer peerArchaius2ConfigInt(Archaius2 archaius) {
        return archaius.config.getInteger(INT);
    }

    /** By name. */
    @Benchmark
    public String peerArchaius2ConfigString(Archaius2 archaius) {
        return archaius.config.getString(TEXT);
    }

    /** Through a handle. */
    @Benchmark
    public int peerArchaius0Int(Archaius0 archaius) {
        return archaius.number.get();
    }

    /** Through a handle. */
    @Benchmark
    public String peerArchaius0String(Archaius0 archaius) {
        return archaius.text.get();
    }

    /** By name. */
    @Benchmark
    public int peerApolloInt(Apollo apollo) {
        return apollo.config.getIntProperty(INT, 0);
    }

    /** By name. */
    @Benchmark
    public String peerApolloString(Apollo apollo) {
        return apollo.config.getProperty(TEXT, "");
    }

    /** In what a user has parsed. */
    @Benchmark
    public int peerNacosPropertiesInt(Nacos nacos) {
        return Integer.parseInt(nacos.parsed.getProperty(INT));
    }

    /** In what a user has parsed. */
    @Benchmark
    public String peerNacosPropertiesString(Nacos nacos) {
        return nacos.parsed.getProperty(TEXT);
    }

    /** The file that is read when somebody asks for the configuration and the servers do not answer; the whole text. */
    @Benchmark
    public String peerNacosLocalCopy(Nacos nacos) {
        return nacos.copy();
    }

    /** By name. */
    @Benchmark
    public Integer peerSpringInt(Spring spring) {
        return spring.environment.getProperty(INT, Integer.class);
    }

    /** By name. */
    @Benchmark
    public String peerSpringString(Spring spring) {
        return spring.environment.getProperty(TEXT);
    }

    /** By name, as Spring Boot looks it up. */
    @Benchmark
    public Integer peerSpringBootInt(SpringBoot spring) {
        return spring.environment.getProperty(INT, Integer.class);
    }

    /** By name, as Spring Boot looks it up. */
    @Benchmark
    public String peerSpringBootString(SpringBoot spring) {
        return spring.environment.getProperty(TEXT);
    }

    /** By name, of Edict's property source. */
    @Benchmark
    public Integer springEdictInt(EdictInSpring spring) {
        return spring.environment.getProperty(INT, Integer.class);
    }

    /** By name, of Edict's property source. */
    @Benchmark
    public String springEdictString(EdictInSpring spring) {
        return spring.environment.getProperty(TEXT);
    }
}
