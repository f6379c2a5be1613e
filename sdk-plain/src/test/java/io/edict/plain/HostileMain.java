package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.internal.content.HostileTexts;
import io.edict.plain.internal.content.HostileTexts.Hostile;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Publishes hostile texts to a client of this JVM, a good one after each, and says so after each that was taken or refused
 * and did not keep the good one from arriving.
 */
final class HostileMain {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String ID = "shop/orders";

    private HostileMain() {}

    public static void main(String[] args) {
        InMemoryStore store = new InMemoryStore();
        try (ConfigClient publisher = Edict.connect(store).start()) {
            long version = publish(publisher, "n = 0", Format.HOCON);
            try (ConfigClient client = Edict.connect(store).follow(ID).start()) {
                FollowedDocument orders = client.follow(ID);
                for (Hostile hostile : HostileTexts.of(Integer.parseInt(args[0]))) {
                    version = publish(publisher, hostile.text(), hostile.format());
                    long bad = version;
                    Awaitility.await(hostile.name()).atMost(SOON).until(() -> judged(orders, bad));
                    version = publish(publisher, "n = 1", Format.HOCON);
                    long good = version;
                    Awaitility.await(hostile.name()).atMost(SOON).until(() -> shows(orders, good));
                    System.out.println("survived " + hostile.name());
                }
            }
        }
    }

    private static long publish(ConfigClient client, String text, Format format) {
        return client.publisher()
                .publish(Publication.of(DocumentId.of(ID), format, text).unchecked())
                .version()
                .number();
    }

    private static boolean judged(FollowedDocument document, long number) {
        DocumentStatus.Refusal refusal = document.status().refusal();
        boolean refused = refusal != null
                && refusal.version() != null
                && refusal.version().number() == number;
        return refused || shows(document, number);
    }

    private static boolean shows(FollowedDocument document, long number) {
        return document.snapshot().version().number() == number;
    }
}
