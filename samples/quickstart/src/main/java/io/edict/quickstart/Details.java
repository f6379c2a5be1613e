package io.edict.quickstart;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.KeyChange;
import io.edict.Masking;
import io.edict.Snapshot;
import io.edict.quickstart.Look.Tone;
import io.edict.quickstart.Narrator.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows settings and what changed of them as aligned lines. The values are the reader's own, on the reader's own screen. */
final class Details {
    private static final int MOST_LINES = 20;
    private static final int LONGEST_VALUE = 50;

    private Details() {}

    /** All settings of a version. */
    static List<Detail> of(Snapshot settings) {
        return aligned(settings.config().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Row(Tone.NORMAL, entry.getKey(), show(entry.getValue())))
                .toList());
    }

    /** What changed between two versions. */
    static List<Detail> of(List<KeyChange> changes) {
        return aligned(changes.stream().map(Details::row).toList());
    }

    private static Row row(KeyChange change) {
        if (change instanceof KeyChange.Added added) {
            return new Row(Tone.ADDED, "+ " + added.path(), show(added.newValue()));
        }
        if (change instanceof KeyChange.Updated updated) {
            String values = show(updated.oldValue()) + " → " + show(updated.newValue());
            return new Row(Tone.UPDATED, "~ " + updated.path(), values);
        }
        KeyChange.Removed removed = (KeyChange.Removed) change;
        return new Row(Tone.REMOVED, "- " + removed.path(), "was " + show(removed.oldValue()));
    }

    private static String show(ConfigValue value) {
        String shown = Masking.shown(value);
        if (value.valueType() == ConfigValueType.STRING && shown.indexOf('\\') < 0) {
            shown = shown.substring(1, shown.length() - 1);
        }
        return shown.length() > LONGEST_VALUE ? shown.substring(0, LONGEST_VALUE) + "…" : shown;
    }

    private static List<Detail> aligned(List<Row> rows) {
        int width = rows.stream().mapToInt(row -> row.key.length()).max().orElse(0);
        List<Detail> details = new ArrayList<>();
        for (Row row : rows.subList(0, Math.min(rows.size(), MOST_LINES))) {
            String gap = " ".repeat(width - row.key.length() + 3);
            details.add(new Detail(row.tone, row.key + gap + row.value));
        }
        if (rows.size() > MOST_LINES) {
            details.add(new Detail(Tone.ASIDE, "… and " + (rows.size() - MOST_LINES) + " more"));
        }
        return details;
    }

    /** A key and what is to be said of it. */
    private record Row(Tone tone, String key, String value) {}
}
