package io.edict.spring.cost;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.testing.ServerProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/**
 * How much longer an application starts that imports a document: beside the same application without the import, and a plain
 * client that follows the same document. A server process of its own; the three take turns, after some rounds to warm up.
 */
final class StartCost {
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 40;
    private static final String DOCUMENT = "cost/orders";

    private final String servers;
    private final List<Long> without = new ArrayList<>();
    private final List<Long> client = new ArrayList<>();
    private final List<Long> with = new ArrayList<>();

    private StartCost(String servers) {
        this.servers = servers;
    }

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Pool.class)
    static class Application {}

    public static void main(String[] args) {
        try (ServerProcess server = ServerProcess.standalone()) {
            server.start();
            new StartCost(server.connectString()).measure();
        }
    }

    private void measure() {
        try (ConfigClient operator = Edict.connect(servers).start()) {
            operator.publisher().publish(Publication.of(DOCUMENT, Format.HOCON, "pool.size = 10"));
        }
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            long bare = timed(() -> application("--edict.enabled=false"));
            long plain = timed(() -> Edict.connect(servers).follow(DOCUMENT).start());
            long importing =
                    timed(() -> application("--spring.config.import=edict:" + DOCUMENT, "--edict.servers=" + servers));
            if (round >= WARM_UP) {
                without.add(bare);
                client.add(plain);
                with.add(importing);
            }
        }
        report();
    }

    private static AutoCloseable application(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        return application.run(arguments);
    }

    private static long timed(Started start) {
        try {
            long begin = System.nanoTime();
            AutoCloseable started = start.now();
            long took = System.nanoTime() - begin;
            started.close();
            return took;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts something. */
    private interface Started {
        AutoCloseable now() throws Exception;
    }

    private void report() {
        double bare = median(without);
        double plain = median(client);
        double importing = median(with);
        print("application without imports", bare);
        print("plain client", plain);
        print("application that imports", importing);
        print("added over both", importing - bare - plain);
    }

    private static void print(String what, double millis) {
        System.out.println(String.format(Locale.ROOT, "%-30s %8.1f ms", what, millis));
    }

    private static double median(List<Long> nanos) {
        Collections.sort(nanos);
        return nanos.get(nanos.size() / 2) / 1e6;
    }
}
