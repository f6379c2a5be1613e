package io.edict.service;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four versions, and what the service answers after each. Servers, operator and service run in this process. */
final class Story {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BURST = 12;

    private final PrintStream out;
    private final ConfigClient operator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Decisions decisions = new Decisions(ORDERS);

    /** The service's clock, which stands still during a scene, so that the rate limit answers alike in each run. */
    private final AtomicLong seconds = new AtomicLong();

    private Story(PrintStream out, ConfigClient operator) {
        this.out = out;
        this.operator = operator;
    }

    static void tell(PrintStream out) throws IOException, InterruptedException {
        out.println(
                "\n A Spring Boot service follows what is published. The store is a real ZooKeeper, in this process.");
        try (EmbeddedZooKeeper store = EmbeddedZooKeeper.start();
                ConfigClient operator =
                        Edict.connect(store.connectString()).author("ann").start()) {
            new Story(out, operator).scenes(store.connectString());
        }
        out.println(
                "\n The end. samples/spring-service/src/main is what a user writes; application.yml has the one line.\n");
    }

    private void scenes(String servers) throws IOException, InterruptedException {
        publish(
                "1  The first version is published, and the service starts with it",
                "pool.size = 10, rate-limit.per-second = 5, features.new-checkout = false");
        try (ConfigurableApplicationContext service = start(servers)) {
            answers(service);
            publish(
                    "2  The sale begins",
                    "pool.size = 40, rate-limit.per-second = 8, features.new-checkout = true, logging.level.\"io.edict.service\" = debug");
            decisions.await(2);
            answers(service);
            publish(
                    "3  A version with a pool that is too large is refused as a whole: the flag stays as well",
                    "pool.size = 5000, rate-limit.per-second = 1, features.new-checkout = false");
            decisions.await(3);
            answers(service);
            refusals(service);
            publish(
                    "4  The next version is judged afresh, and takes back what it no longer says",
                    "pool.size = 50, features.new-checkout = true");
            decisions.await(4);
            answers(service);
            get(service, "/actuator/health/edict");
        }
    }

    private ConfigurableApplicationContext start(String servers) {
        return new SpringApplicationBuilder(ServiceApplication.class)
                .listeners(decisions)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "storysClock", InstantSource.class, () -> () -> Instant.ofEpochSecond(seconds.get())))
                .run("--server.port=0", "--edict.servers=" + servers, "--spring.main.banner-mode=off");
    }

    private void publish(String scene, String text) {
        out.println("\n " + scene);
        out.println("    publish            " + text);
        operator.publisher().publish(Publication.of(ORDERS, Format.HOCON, text));
    }

    private void answers(ConfigurableApplicationContext service) throws IOException, InterruptedException {
        get(service, "/orders");
        seconds.incrementAndGet();
        int answered = 0;
        for (int i = 0; i < BURST; i++) {
            answered += send(service, "/orders").statusCode() == 200 ? 1 : 0;
        }
        out.println("    GET /orders        " + BURST + " times at once: " + answered + " answered, "
                + (BURST - answered) + " turned away");
        seconds.incrementAndGet();
    }

    /** Of the endpoint's answer, what was refused and why. */
    private void refusals(ConfigurableApplicationContext service) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(service, "/actuator/edict");
        for (JsonNode document : new JsonMapper().readTree(answer.body()).get("documents")) {
            JsonNode refused = document.get("refused");
            if (!refused.isNull()) {
                out.printf(
                        "    GET %-14s %d … %s refused version %s:%n        %s%n",
                        "/actuator/edict",
                        answer.statusCode(),
                        document.get("document").asString(),
                        refused.get("version").asString(),
                        refused.get("reason").asString());
            }
        }
    }

    private void get(ConfigurableApplicationContext service, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(service, path);
        out.printf("    GET %-14s %d %s%n", path, answer.statusCode(), answer.body());
    }

    private HttpResponse<String> send(ConfigurableApplicationContext service, String path)
            throws IOException, InterruptedException {
        String port = service.getEnvironment().getProperty("local.server.port", "0");
        URI uri = URI.create("http://localhost:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }
}
