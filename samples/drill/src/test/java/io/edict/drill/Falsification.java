package io.edict.drill;

import io.edict.drill.check.Violation.Kind;
import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Puts one thing that must not be into a record, at a place chosen by chance. */
final class Falsification {
    private static final String PARTS = "parts";

    private final List<Entry> record;
    private final Random random;

    private Falsification(List<Entry> record, Random random) {
        this.record = new ArrayList<>(record);
        this.random = random;
    }

    static List<Entry> of(Kind kind, List<Entry> record, Random random) {
        Falsification falsification = new Falsification(record, random);
        falsification.plant(kind);
        falsification.record.sort(Comparator.comparingLong(Entry::micros));
        return falsification.record;
    }

    private void plant(Kind kind) {
        switch (kind) {
            case LOST -> dropFromHistory();
            case DOUBLE_VERSION -> acknowledgeTwice();
            case LOST_UPDATE -> change(ack(), entry -> entry.with("before", "0"));
            case FAILED_YET_THERE -> failAfterAll();
            case OUT_OF_ORDER -> hearAgain(1, true);
            case TWICE -> hearAgain(1, false);
            case BACK_AFTER_RESTART -> restartBehind();
            case MIXED ->
                change(
                        heard(),
                        entry -> entry.with(PARTS, part(entry).withContent("?").toString()));
            case HALF -> seeHalf();
            case INVENTED ->
                change(
                        heard(),
                        entry -> entry.with(PARTS, part(entry).withTag("nobody").toString()));
            case BAD_ACCEPTED -> becomeBad();
            case LATE -> change(of("healed"), entry -> entry.with("bound", "-1"));
            case UNJUSTIFIED_REFUSAL -> refuse();
            case STALE -> forgetTheEnd();
            case NO_START ->
                change(
                        of("started", entry -> isSecondLife(entry)),
                        entry -> new Entry(entry.micros(), "startfail", entry.fields()));
            case HEARD_NOT_READABLE -> change(heard(), entry -> entry.with("reads", "0.1"));
        }
    }

    private int of(String kind) {
        return of(kind, entry -> true);
    }

    private int of(String kind, Predicate<Entry> which) {
        int[] found = IntStream.range(0, record.size())
                .filter(i -> record.get(i).kind().equals(kind) && which.test(record.get(i)))
                .toArray();
        return found[random.nextInt(found.length)];
    }

    /** A publish of one document that replaced others. */
    private int ack() {
        return of(
                "ack",
                entry -> entry.list(PARTS).size() == 1
                        && part(entry).number() > 5
                        && !record.stream()
                                .anyMatch(other -> other.kind().equals("foreign")
                                        && other.get("doc").equals(part(entry).document())));
    }

    private int heard() {
        return of(
                "saw",
                entry -> entry.get("via").equals("listen")
                        && part(entry).number() > 5
                        && part(entry).content().length() > 1);
    }

    private static Part part(Entry entry) {
        return Part.parse(entry.list(PARTS).get(0));
    }

    private void change(int index, UnaryOperator<Entry> change) {
        record.set(index, change.apply(record.get(index)));
    }

    private void dropFromHistory() {
        Part acked = part(record.get(ack()));
        change(of("history", entry -> entry.get("doc").equals(acked.document())), entry -> {
            List<String> kept = new ArrayList<>(entry.list(PARTS));
            kept.removeIf(part -> Part.parse(part).sameVersion(acked));
            return entry.with(PARTS, String.join(";", kept));
        });
    }

    private void acknowledgeTwice() {
        Entry acked = record.get(ack());
        Part part = part(acked).withTag("twin");
        record.add(Entry.of(
                acked.micros(), "begin", "tag", "twin", "changes", part.document() + "|PUT|" + part.sha() + "|0"));
        record.add(acked.with("tag", "twin").with(PARTS, part.toString()));
    }

    private void failAfterAll() {
        Entry acked = record.get(ack());
        record.remove(acked);
        record.add(Entry.of(acked.micros(), "failed", "tag", acked.get("tag"), "why", "ConflictException"));
    }

    private void hearAgain(int later, boolean older) {
        Entry heard = record.get(of("saw", entry -> entry.get("via").equals("listen") && hasBefore(entry)));
        Entry again = older ? before(heard) : heard;
        record.add(again.at(heard.micros() + later));
    }

    private boolean hasBefore(Entry heard) {
        return record.stream().anyMatch(entry -> isBefore(entry, heard));
    }

    private Entry before(Entry heard) {
        return record.stream()
                .filter(entry -> isBefore(entry, heard))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isBefore(Entry entry, Entry heard) {
        return entry.kind().equals("saw")
                && entry.get("f").equals(heard.get("f"))
                && entry.get("life").equals(heard.get("life"))
                && entry.get("via").equals(heard.get("via"))
                && part(entry).document().equals(part(heard).document())
                && part(entry).compareTo(part(heard)) < 0;
    }

    /** The first thing that a second life sees is of number 1. */
    private void restartBehind() {
        Entry start = record.get(of("start", this::isSecondLife));
        int first = IntStream.range(0, record.size())
                .filter(i -> record.get(i).kind().equals("saw")
                        && record.get(i).get("f").equals(start.get("f"))
                        && record.get(i).get("life").equals(start.get("life")))
                .findFirst()
                .orElseThrow();
        change(first, entry -> entry.with(PARTS, part(entry).withVersion(1, 1).toString()));
    }

    private boolean isSecondLife(Entry entry) {
        return Integer.parseInt(entry.get("life")) > 2000 && !entry.get("f").endsWith("forgetful");
    }

    /** One of several documents that are seen together is as it was at first. */
    private void seeHalf() {
        change(
                of(
                        "saw",
                        entry -> entry.get("via").equals("pin")
                                && part(entry).number() > 5
                                && !part(entry).tag().startsWith("operator")),
                entry -> {
                    List<String> parts = new ArrayList<>(entry.list(PARTS));
                    parts.set(1, Part.parse(parts.get(1)).withVersion(1, 1).toString());
                    return entry.with(PARTS, String.join(";", parts));
                });
    }

    private void becomeBad() {
        String tag = part(record.get(heard())).tag();
        change(
                of("begin", entry -> entry.get("tag").equals(tag)),
                entry -> entry.with("changes", entry.get("changes").replace("|PUT|", "|BAD|")));
    }

    private void refuse() {
        Entry heard = record.get(of("saw", entry -> part(entry).document().startsWith("pair/")));
        record.add(Entry.of(
                heard.micros(),
                "refused",
                "f",
                heard.get("f"),
                "life",
                heard.get("life"),
                "doc",
                part(heard).document(),
                "version",
                part(heard).version(),
                "reason",
                "none"));
    }

    private void forgetTheEnd() {
        record.remove(of(
                "saw",
                entry -> entry.get("via").equals("final")
                        && !part(entry).document().startsWith("tenant/")));
    }
}
