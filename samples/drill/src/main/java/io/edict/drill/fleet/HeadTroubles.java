package io.edict.drill.fleet;

import io.edict.drill.app.Content;
import io.edict.drill.app.Corpus;
import io.edict.drill.app.Recorder.Order;
import io.edict.drill.journal.Journal;
import io.edict.plain.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** What is done to documents: by the operator, and by somebody who writes heads by hand. Each is declared before it is done. */
final class HeadTroubles {
    private static final int ATTEMPTS = 20;

    private final String servers;
    private final Operator operator;
    private final Journal journal;
    private final Dice dice;
    private final AtomicInteger forged = new AtomicInteger();

    HeadTroubles(String servers, Operator operator, Journal journal, Dice dice) {
        this.servers = servers;
        this.operator = operator;
        this.journal = journal;
        this.dice = dice;
    }

    /** Somebody's change of a head, or nothing if there is nothing to change. */
    private interface Tampering {
        void change(ZooKeeper zooKeeper, String document, Stat stat, String head)
                throws KeeperException, InterruptedException;
    }

    Trouble deleteAndCreate() {
        String document = dice.any(Corpus.SINGLE);
        return new Trouble(
                document,
                () -> operator.tryTo(Order.delete(document)),
                dice.between(100, 2000),
                () -> operator.publish(Order.put(document)));
    }

    Trouble garbage() {
        return byHand((zooKeeper, document, stat, head) -> {
            declare(document, "-", "-", false);
            set(zooKeeper, document, "This is no head.", stat);
        });
    }

    Trouble edited() {
        return byHand((zooKeeper, document, stat, head) -> {
            declare(document, "-", "-", false);
            set(zooKeeper, document, head.replace("\"filler\": \"", "\"filler\": \"edited by hand "), stat);
        });
    }

    Trouble forged() {
        return byHand((zooKeeper, document, stat, head) -> {
            String line = head.substring(0, head.indexOf('\n'));
            long number = Long.parseLong(field(line, "\"version\":(\\d+)")) + 1;
            String incarnation = field(line, "\"incarnation\":(\\d+)");
            String tag = "forged." + forged.incrementAndGet();
            String text = Content.of(document, tag, 20);
            String sha = Content.sha256(text);
            String changed = line.replaceFirst("\"version\":\\d+", "\"version\":" + number)
                    .replaceFirst("\"kind\":\"\\w+\"", "\"kind\":\"content\"")
                    .replaceFirst("\"message\":\"[^\"]*\"", "\"message\":\"" + tag + "\"")
                    .replaceFirst("\"encoding\":\"\\w+\"", "\"encoding\":\"plain\"")
                    .replaceFirst("\"size\":\\d+", "\"size\":" + text.getBytes(StandardCharsets.UTF_8).length)
                    .replaceFirst("\"sha256\":\"[^\"]*\"", "\"sha256\":\"" + sha + "\"")
                    .replaceFirst("\"publishId\":\"[^\"]*\"", "\"publishId\":\"" + UUID.randomUUID() + "\"")
                    .replaceFirst("\"together\":\\{[^}]*}", "\"together\":{\"" + document + "\":" + number + "}");
            declare(document, incarnation + "." + number, sha, true);
            set(zooKeeper, document, sealed(changed) + "\n" + text, stat);
        });
    }

    /** With the check of the line as it is now: the CRC-32C of all before it. */
    private static String sealed(String line) {
        String fields = line.substring(0, line.lastIndexOf(",\"check\":"));
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%s,\"check\":\"%08x\"}", fields, crc.getValue());
    }

    Trouble putBack() {
        int back = 1 + dice.number(5);
        return byHand((zooKeeper, document, stat, head) -> {
            long number = Long.parseLong(field(head, "\"version\":(\\d+)"));
            String older = "/edict/history/" + document + "/" + Math.max(1, number - back);
            byte[] data = zooKeeper.getData(older, false, null);
            declare(document, "-", "-", false);
            set(zooKeeper, document, new String(data, StandardCharsets.UTF_8), stat);
        });
    }

    Trouble removed() {
        return byHand((zooKeeper, document, stat, head) -> {
            declare(document, "-", "-", false);
            zooKeeper.delete(path(document), stat.getVersion());
        });
    }

    private Trouble byHand(Tampering tampering) {
        String document = dice.any(Corpus.SINGLE);
        return new Trouble(
                document,
                () -> tamper(document, tampering),
                dice.between(200, 2000),
                () -> operator.publish(Order.put(document)));
    }

    /** Again and again, because the servers may be out of reach, and publishers are quick. */
    private void tamper(String document, Tampering tampering) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (RawClient raw = RawClient.connect(servers)) {
                Stat stat = new Stat();
                byte[] head = raw.zooKeeper().getData(path(document), false, stat);
                tampering.change(raw.zooKeeper(), document, stat, new String(head, StandardCharsets.UTF_8));
                return;
            } catch (BadVersionException e) {
                // Somebody published meanwhile.
            } catch (KeeperException | RuntimeException e) {
                journal.write("note", "text", "tampering with " + document + " failed: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void declare(String document, String version, String sha, boolean good) {
        journal.write("foreign", "doc", document, "version", version, "sha", sha, "good", good);
    }

    private static void set(ZooKeeper zooKeeper, String document, String head, Stat stat)
            throws KeeperException, InterruptedException {
        zooKeeper.setData(path(document), head.getBytes(StandardCharsets.UTF_8), stat.getVersion());
    }

    private static String path(String document) {
        return "/edict/heads/" + document;
    }

    private static String field(String header, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(header);
        if (!matcher.find()) {
            throw new IllegalStateException("A head without " + Arrays.asList(pattern));
        }
        return matcher.group(1);
    }
}
