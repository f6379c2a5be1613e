package io.edict.drill.check;

import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts records in order. */
public final class EvidenceReader {
    private final Evidence evidence = new Evidence();
    private final Map<String, Entry> openFaults = new HashMap<>();
    private long restoring;

    private EvidenceReader() {}

    /** Reads records that are sorted by time. */
    public static Evidence read(List<Entry> entries) {
        EvidenceReader reader = new EvidenceReader();
        entries.forEach(reader::take);
        reader.closeFaults(entries);
        reader.learnVersions();
        return reader.evidence;
    }

    private void take(Entry entry) {
        switch (entry.kind()) {
            case "begin" -> evidence.publishes.put(entry.get("tag"), begun(entry));
            case "ack" -> acknowledged(entry);
            case "failed" -> ended(entry, Publish.Outcome.FAILED);
            case "unknown" -> ended(entry, Publish.Outcome.UNKNOWN);
            case "start" -> started(entry);
            case "started" -> life(entry).started = true;
            case "startfail" -> life(entry).failed = true;
            case "saw" -> evidence.sightings.add(sighting(entry));
            case "refused" -> evidence.refusals.add(refusal(entry));
            case "event" -> event(entry);
            case "looked" -> looked(entry);
            default -> takeFromOperator(entry);
        }
    }

    private void takeFromOperator(Entry entry) {
        switch (entry.kind()) {
            case "fault" -> openFaults.put(entry.get("n"), entry);
            case "fault-end" -> faultEnded(entry);
            case "ready" -> evidence.ready = entry.micros();
            case "restoring" -> restoring = entry.micros();
            case "restored" -> evidence.restores.add(new Restore(restoring, entry.micros(), byDocument(entry)));
            case "foreign" -> evidence.foreigns.add(foreign(entry));
            case "healed" -> evidence.healings.add(healing(entry));
            case "head" -> evidence.heads.put(entry.get("part").split("\\|", 2)[0], Part.parse(entry.get("part")));
            case "set-aside" -> evidence.noteSetAside(Part.parse(entry.get("part")));
            case "history" -> evidence.histories.put(entry.get("doc"), byVersion(entry));
            default -> {
                // Other records are for people.
            }
        }
    }

    private void looked(Entry entry) {
        evidence.looks += Long.parseLong(entry.get("times"));
        evidence.misses += Long.parseLong(entry.get("misses"));
    }

    private static Publish begun(Entry entry) {
        List<Intent> intents = entry.list("changes").stream().map(Intent::parse).toList();
        return new Publish(entry.get("tag"), entry.micros(), intents);
    }

    private void acknowledged(Entry entry) {
        Publish publish = ended(entry, Publish.Outcome.ACKED);
        List<String> before = entry.list("before");
        List<Part> parts = parts(entry, "parts");
        for (int i = 0; i < parts.size(); i++) {
            publish.got(parts.get(i), Long.parseLong(before.get(i)));
        }
    }

    private Publish ended(Entry entry, Publish.Outcome outcome) {
        Publish publish = evidence.publishes.get(entry.get("tag"));
        if (publish == null) {
            throw new IllegalArgumentException("The record has no beginning of publish " + entry.get("tag"));
        }
        publish.end(outcome, entry.micros());
        return publish;
    }

    private void started(Entry entry) {
        Life life = new Life(
                entry.get("f"),
                Integer.parseInt(entry.get("life")),
                entry.micros(),
                Boolean.parseBoolean(entry.get("copies")),
                entry.list("docs"));
        evidence.lives.computeIfAbsent(life.follower, name -> new ArrayList<>()).add(life);
    }

    private Life life(Entry entry) {
        return evidence.life(entry.get("f"), Integer.parseInt(entry.get("life")));
    }

    private static Sighting sighting(Entry entry) {
        return new Sighting(
                entry.micros(),
                entry.get("f").intern(),
                Integer.parseInt(entry.get("life")),
                entry.get("via").intern(),
                parts(entry, "parts"),
                entry.get("reads", "0.0"));
    }

    private static Refusal refusal(Entry entry) {
        return new Refusal(
                entry.micros(), entry.get("f"), entry.get("doc"), entry.get("version"), entry.get("reason", ""));
    }

    private void event(Entry entry) {
        String what = entry.get("what");
        evidence.events.merge(what, 1L, Long::sum);
        if (what.equals("LocalCopyFailed")) {
            life(entry).copyFailures.add(entry.get("doc"));
        } else if (what.equals("TransactionSplit")) {
            life(entry).splits.add(entry.get("doc"));
        }
    }

    private void faultEnded(Entry entry) {
        Entry begin = openFaults.remove(entry.get("n"));
        if (begin == null) {
            throw new IllegalArgumentException("The record has no beginning of fault " + entry.get("n"));
        }
        fault(begin, entry.micros());
    }

    private void fault(Entry begin, long ended) {
        evidence.faults.add(new Fault(
                Integer.parseInt(begin.get("n")),
                begin.get("kind"),
                begin.get("group"),
                begin.get("target", ""),
                begin.micros(),
                ended));
    }

    private void closeFaults(List<Entry> entries) {
        long end = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).micros();
        openFaults.values().forEach(begin -> fault(begin, end));
    }

    private static Foreign foreign(Entry entry) {
        return new Foreign(
                entry.micros(),
                entry.get("doc"),
                entry.get("version"),
                entry.get("sha"),
                Boolean.parseBoolean(entry.get("good")));
    }

    private static Healing healing(Entry entry) {
        return new Healing(
                entry.micros(), entry.get("group"), Long.parseLong(entry.get("bound")), parts(entry, "targets"));
    }

    private static List<Part> parts(Entry entry, String field) {
        return entry.list(field).stream().map(Part::parse).toList();
    }

    private static Map<String, Part> byDocument(Entry entry) {
        Map<String, Part> parts = new HashMap<>();
        parts(entry, "held").forEach(part -> parts.put(part.document(), part));
        return parts;
    }

    private static Map<String, Part> byVersion(Entry entry) {
        Map<String, Part> parts = new HashMap<>();
        parts(entry, "parts").forEach(part -> parts.put(part.version(), part));
        return parts;
    }

    private void learnVersions() {
        evidence.publishes.values().forEach(publish -> publish.got().values().forEach(evidence::note));
        evidence.histories.values().forEach(history -> history.values().forEach(evidence::note));
        evidence.sightings.forEach(sighting -> sighting.parts().forEach(evidence::note));
    }
}
