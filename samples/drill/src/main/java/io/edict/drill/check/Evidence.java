package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run's record, in order. Made by {@link EvidenceReader}; not changed afterwards. */
public final class Evidence {
    final Map<String, Publish> publishes = new HashMap<>();
    final List<Sighting> sightings = new ArrayList<>();
    final Map<String, List<Life>> lives = new TreeMap<>();
    final List<Restore> restores = new ArrayList<>();
    final List<Foreign> foreigns = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    final List<Healing> healings = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final Map<String, Part> heads = new TreeMap<>();
    final Map<String, Map<String, Part>> histories = new TreeMap<>();
    final Map<String, Long> events = new TreeMap<>();
    final Set<String> setAside = new HashSet<>();
    long ready;
    long looks;
    long misses;
    private final Map<String, Part> versionsByTag = new HashMap<>();

    Evidence() {}

    /** Publishes, by tag. */
    public Map<String, Publish> publishes() {
        return publishes;
    }

    /** All that followers saw, by time. */
    public List<Sighting> sightings() {
        return sightings;
    }

    /** The restores, by time. */
    public List<Restore> restores() {
        return restores;
    }

    /** The heads written by hand, by time. */
    public List<Foreign> foreigns() {
        return foreigns;
    }

    /** The refusals, by time. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** The healings, by time. */
    public List<Healing> healings() {
        return healings;
    }

    /** The faults, by time. */
    public List<Fault> faults() {
        return faults;
    }

    /** How often followers' clients reported what, by kind of event. */
    public Map<String, Long> events() {
        return events;
    }

    /** When all had started for the first time; 0 if the record does not tell. */
    public long ready() {
        return ready;
    }

    /** How often followers looked at what they have in memory, as far as they lived to tell. */
    public long looks() {
        return looks;
    }

    /** How often it was not there. */
    public long misses() {
        return misses;
    }

    /** The followers' names, sorted. */
    public List<String> followers() {
        return List.copyOf(lives.keySet());
    }

    /** How many clients were started over all followers. */
    public long starts() {
        return lives.values().stream().mapToLong(List::size).sum();
    }

    Life life(String follower, int number) {
        List<Life> all = lives.getOrDefault(follower, List.of());
        return all.stream()
                .filter(life -> life.number == number)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("The record has no start of " + follower + ", life " + number));
    }

    /** The version that a publish made of a document, if anything tells. */
    @Nullable
    Part versionOf(String tag, String document) {
        return versionsByTag.get(tag + "@" + document);
    }

    void note(Part part) {
        versionsByTag.putIfAbsent(part.tag() + "@" + part.document(), part);
    }

    boolean reissued(Part part, long first, long second) {
        return restores.stream().anyMatch(restore -> restore.reissued(part, first, second));
    }

    /** Whether a restore before a moment took a version back. */
    boolean tookBack(Part part, long before) {
        return restores.stream().anyMatch(restore -> restore.from() <= before && restore.tookBack(part, restore.to()));
    }

    /** Whether somebody wrote a document's head by hand in a span of time. */
    boolean tampered(String document, long from, long to) {
        return foreigns.stream()
                .anyMatch(foreign ->
                        foreign.document().equals(document) && foreign.micros() >= from && foreign.micros() <= to);
    }

    /** Whether a cluster took it alone, the store went on without it, and it is kept for people to decide upon. */
    boolean setAside(Part part) {
        return setAside.contains(recordOf(part));
    }

    void noteSetAside(Part part) {
        setAside.add(recordOf(part));
        note(part);
    }

    private static String recordOf(Part part) {
        return part.document() + "|" + part.version() + "|" + part.sha() + "|" + part.tag();
    }

    /** Whether one that is set aside has that version. */
    boolean contested(String document, String version) {
        return setAside.stream().anyMatch(each -> each.startsWith(document + "|" + version + "|"));
    }

    boolean declared(Part part) {
        return foreigns.stream()
                .anyMatch(foreign -> foreign.good()
                        && foreign.document().equals(part.document())
                        && foreign.sha().equals(part.sha())
                        && foreign.version().equals(part.version()));
    }
}
