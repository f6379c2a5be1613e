package io.edict.dogma;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.centraldogma.client.CentralDogma;
import com.linecorp.centraldogma.client.CentralDogmaRepository;
import com.linecorp.centraldogma.client.Watcher;
import com.linecorp.centraldogma.client.WatcherRequest;
import com.linecorp.centraldogma.client.armeria.ArmeriaCentralDogmaBuilder;
import com.linecorp.centraldogma.common.Change;
import com.linecorp.centraldogma.common.Query;
import com.linecorp.centraldogma.common.Revision;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes and follows, each over connections of its own, and tells how long that took. Each document is a JSON file in a
 * repository of its own. For one thread.
 */
final class Client implements AutoCloseable {
    private static final String PROJECT = "benchmarks";
    private static final String FILE = "/document.json";

    private final int port;
    private final ClientFactory publishing = ClientFactory.builder().build();
    private final ClientFactory following = ClientFactory.builder().build();
    private final CentralDogma publisher;
    private final CentralDogma follower;
    private final Map<String, Follower> followers = new HashMap<>();

    /**
     * Connects to a server that nobody has written to.
     *
     * @param port where it serves on this machine
     */
    Client(int port) throws UnknownHostException {
        this.port = port;
        this.publisher = connect(publishing);
        this.follower = connect(following);
        publisher.createProject(PROJECT).join();
    }

    private CentralDogma connect(ClientFactory factory) throws UnknownHostException {
        return new ArmeriaCentralDogmaBuilder()
                .clientFactory(factory)
                .host("127.0.0.1", port)
                .build();
    }

    /**
     * Does what a line says.
     *
     * @return how many nanoseconds it took
     */
    long obey(String line) throws UnknownHostException, InterruptedException {
        String[] words = line.split(" ", 3);
        return switch (words[0]) {
            case "write" -> write(words[1], words[2]);
            case "follow" -> follow(words[1], words.length < 3 ? "" : words[2]);
            case "push" -> push(words[1], words[2]);
            case "start" -> start(words[1], Integer.parseInt(words[2]));
            default -> throw new IllegalArgumentException("No command: " + words[0]);
        };
    }

    private long write(String name, String json) {
        long start = System.nanoTime();
        publisher.createRepository(PROJECT, name).join();
        commit(name, json);
        return System.nanoTime() - start;
    }

    private Revision commit(String name, String json) {
        return publisher
                .forRepo(PROJECT, name)
                .commit("A change", Change.ofJsonUpsert(FILE, json))
                .push()
                .join()
                .revision();
    }

    private long follow(String name, String pause) throws InterruptedException {
        long start = System.nanoTime();
        WatcherRequest<JsonNode> request = watcher(follower.forRepo(PROJECT, name));
        if (!pause.isEmpty()) {
            request.delayOnSuccessMillis(Long.parseLong(pause));
        }
        Follower one = new Follower(request.start());
        followers.put(name, one);
        return one.first() - start;
    }

    private static WatcherRequest<JsonNode> watcher(CentralDogmaRepository repository) {
        return repository.watcher(Query.ofJson(FILE));
    }

    private long push(String name, String json) throws InterruptedException {
        Follower one = Objects.requireNonNull(followers.get(name), "Nobody follows it");
        long start = System.nanoTime();
        Revision revision = commit(name, json);
        return one.await(revision) - start;
    }

    private long start(String name, int keys) throws UnknownHostException, InterruptedException {
        long start = System.nanoTime();
        ClientFactory factory = ClientFactory.builder().build();
        try (Watcher<JsonNode> watcher =
                watcher(connect(factory).forRepo(PROJECT, name)).start()) {
            JsonNode document = watcher.awaitInitialValue().value();
            long nanos = System.nanoTime() - start;
            if (values(document) != keys) {
                throw new IllegalStateException("Not all keys were read");
            }
            return nanos;
        } finally {
            letGo(factory);
        }
    }

    private static int values(JsonNode node) {
        int values = node.isValueNode() ? 1 : 0;
        for (JsonNode inner : node) {
            values += values(inner);
        }
        return values;
    }

    @Override
    public void close() {
        followers.values().forEach(Follower::close);
        letGo(publishing);
        letGo(following);
    }

    /** Its threads stay for seconds, and nobody waits for them. */
    private static void letGo(ClientFactory factory) {
        CompletableFuture<?> unused = factory.closeAsync();
    }
}
