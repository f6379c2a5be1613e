package io.edict.cli;

import com.typesafe.config.ConfigValue;
import io.edict.KeyChange;
import io.edict.Masking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changed keys, for people and for scripts; with their values only where these were asked for, secrets masked. */
final class Keys {
    private Keys() {}

    /** One line: the key behind a sign, and its values. */
    static String line(KeyChange change, boolean values, Output output) {
        String path = Wording.safe(change.path());
        if (change instanceof KeyChange.Added added) {
            return output.green("+ " + path + (values ? " = " + text(added.newValue()) : ""));
        }
        if (change instanceof KeyChange.Removed removed) {
            return output.red("- " + path + (values ? " = " + text(removed.oldValue()) : ""));
        }
        KeyChange.Updated updated = (KeyChange.Updated) change;
        String both = " = " + text(updated.oldValue()) + " -> " + text(updated.newValue());
        return output.yellow("~ " + path + (values ? both : ""));
    }

    /** The same for scripts. */
    static List<Map<String, Object>> facts(List<KeyChange> changes, boolean values) {
        return changes.stream().map(change -> facts(change, values)).toList();
    }

    private static Map<String, Object> facts(KeyChange change, boolean values) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("change", kind(change));
        facts.put("path", change.path());
        if (values && change instanceof KeyChange.Removed removed) {
            facts.put("old", Masking.masked(removed.oldValue()));
        } else if (values && change instanceof KeyChange.Updated updated) {
            facts.put("old", Masking.masked(updated.oldValue()));
            facts.put("new", Masking.masked(updated.newValue()));
        } else if (values && change instanceof KeyChange.Added added) {
            facts.put("new", Masking.masked(added.newValue()));
        }
        return facts;
    }

    private static String kind(KeyChange change) {
        if (change instanceof KeyChange.Added) {
            return "added";
        }
        return change instanceof KeyChange.Removed ? "removed" : "updated";
    }

    private static String text(ConfigValue value) {
        return Wording.safe(Masking.shown(value));
    }
}
