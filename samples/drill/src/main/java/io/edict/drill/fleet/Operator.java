package io.edict.drill.fleet;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.drill.app.Content;
import io.edict.drill.app.Corpus;
import io.edict.drill.app.Recorder;
import io.edict.drill.app.Recorder.Order;
import io.edict.drill.app.StoreAddress;
import io.edict.drill.journal.Journal;
import io.edict.drill.journal.Part;
import io.edict.error.EdictException;
import io.edict.plain.ClusterOperations;
import io.edict.plain.Edict;
import io.edict.plain.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;

/** Whoever mends what the drill breaks, with a connection of its own that no proxy cuts. */
final class Operator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER = "/edict/cluster";

    private final StoreAddress address;
    private final Journal journal;
    private final Recorder recorder;
    private final ConfigClient client;

    Operator(StoreAddress address, Journal journal) {
        this.address = address;
        this.journal = journal;
        this.recorder = new Recorder(journal, "operator");
        this.client = Edict.connect(address.topology(false))
                .sessionTimeout(Duration.ofSeconds(4))
                .startTimeout(PATIENCE)
                .requestTimeout(Duration.ofSeconds(10))
                .start();
    }

    /** To be used by one thread at a time. */
    ClusterOperations clusters() {
        return ClusterOperations.of(client);
    }

    /** Tries until it succeeds. */
    void insist(String what, Runnable operation) {
        Patience.until(PATIENCE, what, () -> {
            try {
                operation.run();
                return true;
            } catch (EdictException e) {
                journal.write("operator", "what", what, "failed", e.getClass().getSimpleName() + ": " + e.getMessage());
                return false;
            }
        });
    }

    ConfigPublisher publisher() {
        return client.publisher();
    }

    /** Publishes until it is acknowledged. */
    void publish(Order... orders) {
        Patience.until(PATIENCE, "the operator's publish", () -> recorder.publish(publisher(), List.of(orders)));
    }

    /** Publishes once, and accepts any outcome. */
    void tryTo(Order order) {
        recorder.publish(publisher(), List.of(order));
    }

    /** Publishes every document anew. */
    void publishAll() {
        List<String> singles = new ArrayList<>(Corpus.all());
        singles.removeAll(Corpus.TOGETHER);
        singles.forEach(document -> publish(Order.put(document)));
        Corpus.transactions(address.mode())
                .forEach(together -> publish(together.stream().map(Order::put).toArray(Order[]::new)));
    }

    /** What the store holds, of all documents that clients can accept. */
    List<Part> current() {
        return asked(() -> {
            List<Part> parts = new ArrayList<>();
            for (String document : Corpus.all()) {
                publisher()
                        .read(DocumentId.of(document))
                        .map(Content::part)
                        .filter(part -> !part.content().endsWith(Recorder.BAD))
                        .ifPresent(parts::add);
            }
            return parts;
        });
    }

    /** Writes heads and histories down, for the judge. */
    void writeState() {
        for (String document : Corpus.all()) {
            List<VersionInfo> history = asked(() -> publisher().history(DocumentId.of(document)));
            String parts =
                    history.stream().map(info -> Content.part(info).toString()).collect(Collectors.joining(";"));
            journal.write("history", "doc", document, "parts", parts);
        }
        current().forEach(part -> journal.write("head", "part", part));
        if (address.mode().setsAside()) {
            asked(() -> clusters().conflicts())
                    .forEach(conflict -> journal.write("set-aside", "part", Content.part(conflict.version())));
        }
    }

    private static <T> T asked(Supplier<T> question) {
        List<T> answer = new ArrayList<>();
        Patience.until(PATIENCE, "an answer of the store", () -> {
            try {
                answer.add(question.get());
                return true;
            } catch (EdictException e) {
                return false;
            }
        });
        return answer.get(0);
    }

    /** Raises the incarnation, as is to be done after a restore. */
    void raiseIncarnation() {
        try (RawClient raw = RawClient.connect(address.clusters().get(0))) {
            String text = raw.read(CLUSTER);
            java.util.regex.Matcher number =
                    java.util.regex.Pattern.compile("\"incarnation\":(\\d+)").matcher(text);
            if (!number.find()) {
                throw new IllegalStateException(CLUSTER + " has no incarnation");
            }
            long raised = Long.parseLong(number.group(1)) + 1;
            String changed = number.replaceFirst("\"incarnation\":" + raised);
            raw.zooKeeper().setData(CLUSTER, changed.getBytes(StandardCharsets.UTF_8), -1);
            journal.write("raised", "incarnation", raised);
        } catch (KeeperException e) {
            throw new IllegalStateException("The incarnation cannot be raised", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
