package io.edict.drill.fleet;

import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Journal;
import io.edict.drill.journal.JournalTail;
import io.edict.drill.journal.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the journals say now, for whoever waits for something. The judge does not use it. Thread-safe. */
final class Standings {
    private final Path directory;
    private final Map<Path, JournalTail> tails = new HashMap<>();
    private final Map<String, Map<String, Part>> held = new HashMap<>();
    private final Map<String, Integer> lives = new TreeMap<>();
    private final Map<String, List<String>> documents = new HashMap<>();
    private long acknowledged;
    private long finished;

    Standings(Path directory) {
        this.directory = directory;
    }

    /** Reads what is new. */
    synchronized void refresh() {
        for (Path file : Journal.files(directory)) {
            tails.computeIfAbsent(file, JournalTail::new).poll(this::take);
        }
    }

    private void take(Entry entry) {
        switch (entry.kind()) {
            case "ack" -> acknowledged++;
            case "finished" -> finished++;
            case "start" -> begun(entry);
            case "saw" -> seen(entry);
            default -> {
                // Nobody waits for it.
            }
        }
    }

    private void begun(Entry entry) {
        int life = Integer.parseInt(entry.get("life"));
        if (lives.getOrDefault(entry.get("f"), 0) < life) {
            lives.put(entry.get("f"), life);
            documents.put(entry.get("f"), entry.list("docs"));
            held.put(entry.get("f"), new HashMap<>());
        }
    }

    private void seen(Entry entry) {
        if (lives.getOrDefault(entry.get("f"), 0) == Integer.parseInt(entry.get("life"))) {
            entry.list("parts").stream()
                    .map(Part::parse)
                    .forEach(part -> held.getOrDefault(entry.get("f"), new HashMap<>())
                            .merge(part.document(), part, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        }
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized long finished() {
        return finished;
    }

    synchronized int followers() {
        return lives.size();
    }

    /** Who does not hold what, with what is held instead. */
    synchronized List<String> behind(List<Part> targets) {
        List<String> behind = new ArrayList<>();
        documents.forEach((follower, follows) -> {
            for (Part target : targets) {
                Part part = held.getOrDefault(follower, Map.of()).get(target.document());
                if (follows.contains(target.document()) && (part == null || part.compareTo(target) < 0)) {
                    behind.add(follower + " has " + part + " instead of " + target);
                }
            }
        });
        return behind;
    }
}
