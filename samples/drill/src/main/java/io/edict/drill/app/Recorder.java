package io.edict.drill.app;

import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Journal;
import io.edict.drill.journal.Part;
import io.edict.error.EdictException;
import io.edict.error.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Publishes, and writes down what was intended before, and what it was told after. For use by several threads. */
public final class Recorder {
    /** The end of the tags of publishes that no client can accept. */
    public static final String BAD = "-bad";

    private static final int KEEP = 1_000_000;

    private final Journal journal;
    private final String name;
    private final AtomicLong number = new AtomicLong();

    /** With a name that no other has. */
    public Recorder(Journal journal, String name) {
        this.journal = journal;
        this.name = name;
    }

    /**
     * What to do to one document.
     *
     * @param document the document
     * @param act what to do
     * @param expected as {@link Intent#expected()}
     * @param filler how much text besides
     */
    public record Order(String document, Intent.Act act, long expected, int filler) {
        /** New text, whatever is current. */
        public static Order put(String document) {
            return new Order(document, Intent.Act.PUT, 0, 20);
        }

        /** A deletion. */
        public static Order delete(String document) {
            return new Order(document, Intent.Act.DELETE, 0, 0);
        }
    }

    /** Publishes in one transaction; whether that was acknowledged. */
    public boolean publish(ConfigPublisher publisher, List<Order> orders) {
        boolean bad = orders.stream().anyMatch(order -> order.act() == Intent.Act.BAD);
        String tag = name + "." + number.incrementAndGet() + (bad ? BAD : "");
        List<Publication> publications = new ArrayList<>();
        List<Intent> intents = new ArrayList<>();
        for (Order order : orders) {
            String text = text(order, tag);
            publications.add(publication(order, text, tag));
            String sha = order.act() == Intent.Act.DELETE ? "" : Content.sha256(text);
            intents.add(new Intent(order.document(), order.act(), sha, order.expected()));
        }
        journal.write("begin", "tag", tag, "changes", joined(intents));
        try {
            acknowledged(tag, publisher.publish(publications));
            return true;
        } catch (OutcomeUnknownException e) {
            journal.write("unknown", "tag", tag, "id", e.publishId());
        } catch (EdictException e) {
            journal.write("failed", "tag", tag, "why", e.getClass().getSimpleName());
        }
        return false;
    }

    private static String text(Order order, String tag) {
        return switch (order.act()) {
            case PUT -> Content.of(order.document(), tag, order.filler());
            case BAD -> Content.bad(tag);
            case DELETE -> "";
        };
    }

    private static Publication publication(Order order, String text, String tag) {
        Publication publication = order.act() == Intent.Act.DELETE
                ? Publication.deletion(DocumentId.of(order.document()))
                : Publication.of(order.document(), format(order.document()), text);
        if (order.act() == Intent.Act.BAD) {
            publication = publication.unchecked();
        }
        if (order.expected() > 0) {
            publication = publication.ifVersion(order.expected());
        } else if (order.expected() < 0) {
            publication = publication.ifAbsent();
        }
        return publication.because(tag).keeping(KEEP);
    }

    private static Format format(String document) {
        return document.hashCode() % 2 == 0 ? Format.HOCON : Format.JSON;
    }

    private void acknowledged(String tag, List<PublishResult> results) {
        List<Part> parts = results.stream()
                .map(PublishResult::published)
                .map(Content::part)
                .toList();
        List<Long> before = results.stream()
                .map(result -> result.replaced()
                        .map(VersionInfo::version)
                        .map(version -> version.number())
                        .orElse(0L))
                .toList();
        journal.write(
                "ack",
                "tag",
                tag,
                "id",
                results.get(0).published().publishId(),
                "parts",
                joined(parts),
                "before",
                joined(before));
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(";"));
    }
}
