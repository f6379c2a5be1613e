package io.edict.drill.check;

import io.edict.drill.journal.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A small record of a run, written by hand: one publish after the other, a follower, an end. */
final class SmallRecord {
    static final String A = "shop/a";
    static final String B = "shop/b";

    private final List<Entry> entries = new ArrayList<>();
    private long time = 1_000_000;

    /** Begins with a follower of two documents that has local copies. */
    static SmallRecord withFollower() {
        return new SmallRecord().start("f1", 1, true);
    }

    /** Two documents of one version each, seen, and held in the end. */
    static List<Entry> clean() {
        return withFollower()
                .publishAcked("t1", A, 1, 0)
                .publishAcked("t2", B, 1, 0)
                .heard("f1", 1, part(A, 1, "t1"))
                .heard("f1", 1, part(B, 1, "t2"))
                .publishAcked("t3", A, 2, 1)
                .heard("f1", 1, part(A, 2, "t3"))
                .end(List.of(part(A, 1, "t1"), part(A, 2, "t3")), List.of(part(B, 1, "t2")))
                .entries();
    }

    /** A version of incarnation 1 as it should be. */
    static String part(String document, long number, String tag) {
        return part(document, "1." + number, tag);
    }

    static String part(String document, String version, String tag) {
        return document + "|" + version + "|" + sha(document, tag) + "|" + tag + "|" + tag;
    }

    static String sha(String document, String tag) {
        return "sha-" + document.replace('/', '-') + "-" + tag;
    }

    static String put(String document, String tag, long expected) {
        return document + "|PUT|" + sha(document, tag) + "|" + expected;
    }

    /** Writes a record one second later. */
    SmallRecord add(String kind, Object... fields) {
        time += 1_000_000;
        entries.add(Entry.of(time, kind, fields));
        return this;
    }

    SmallRecord start(String follower, int life, boolean copies) {
        add("start", "f", follower, "life", life, "copies", copies, "docs", A + ";" + B);
        return add("started", "f", follower, "life", life);
    }

    SmallRecord begin(String tag, String... changes) {
        return add("begin", "tag", tag, "changes", String.join(";", changes));
    }

    SmallRecord ack(String tag, String before, String... parts) {
        return add("ack", "tag", tag, "id", "-", "parts", String.join(";", parts), "before", before);
    }

    SmallRecord publishAcked(String tag, String document, long number, long before) {
        return begin(tag, put(document, tag, 0)).ack(tag, Long.toString(before), part(document, number, tag));
    }

    SmallRecord heard(String follower, int life, String part) {
        return heard(follower, life, part, part.split("\\|", -1)[1]);
    }

    SmallRecord heard(String follower, int life, String part, String reads) {
        return add("saw", "f", follower, "life", life, "via", "listen", "parts", part, "reads", reads);
    }

    SmallRecord saw(String follower, int life, String via, String... parts) {
        return add("saw", "f", follower, "life", life, "via", via, "parts", String.join(";", parts));
    }

    SmallRecord history(String document, List<String> parts) {
        return add("history", "doc", document, "parts", String.join(";", parts));
    }

    /** Histories of the two documents; heads and what the follower holds are the last of each. */
    SmallRecord end(List<String> a, List<String> b) {
        String lastA = a.get(a.size() - 1);
        String lastB = b.get(b.size() - 1);
        return saw("f1", lastLife(), "final", lastA)
                .saw("f1", lastLife(), "final", lastB)
                .history(A, a)
                .history(B, b)
                .add("head", "part", lastA)
                .add("head", "part", lastB);
    }

    private int lastLife() {
        return entries.stream()
                .filter(entry -> entry.kind().equals("start"))
                .mapToInt(entry -> Integer.parseInt(entry.get("life")))
                .max()
                .orElseThrow();
    }

    long now() {
        return time;
    }

    List<Entry> entries() {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::micros));
        return sorted;
    }

    List<Violation.Kind> violations() {
        return kinds(entries());
    }

    static List<Violation.Kind> kinds(List<Entry> entries) {
        return Judge.judge(entries).violations().stream()
                .map(Violation::kind)
                .distinct()
                .toList();
    }
}
