package io.edict.spring.internal.reload;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.error.BindingProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds HOCON references from one document to values of another. The client resolves them, but Spring's environment keeps
 * documents apart, and other sources between them, so that it would show something else: they are refused. Such a value differs
 * from what the document that decides upon it has there alone.
 */
final class Foreign {
    private final LayeredSnapshot merged;
    private final Problems problems;

    Foreign(LayeredSnapshot merged, Problems problems) {
        this.merged = merged;
        this.problems = problems;
    }

    void check() {
        List<ConfigObject> documents = new ArrayList<>();
        merged.documents().forEach(document -> documents.add(document.config().root()));
        if (documents.size() > 1) {
            check(List.of(), merged.config().root(), documents);
        }
    }

    private void check(List<String> path, ConfigObject whole, List<ConfigObject> documents) {
        for (Map.Entry<String, ConfigValue> entry : whole.entrySet()) {
            List<ConfigValue> alone = documents.stream()
                    .map(document -> document.get(entry.getKey()))
                    .filter(Objects::nonNull)
                    .toList();
            List<String> below = new ArrayList<>(path);
            below.add(entry.getKey());
            if (entry.getValue() instanceof ConfigObject object) {
                check(below, object, objects(alone));
            } else if (entry.getValue().valueType() != ConfigValueType.NULL
                    && (alone.isEmpty() || !same(entry.getValue(), alone.get(0)))) {
                tell(ConfigUtil.joinPath(below));
            }
        }
    }

    private static List<ConfigObject> objects(List<ConfigValue> values) {
        return values.stream()
                .filter(ConfigObject.class::isInstance)
                .map(ConfigObject.class::cast)
                .toList();
    }

    private static boolean same(ConfigValue one, ConfigValue other) {
        if (one instanceof ConfigList || other instanceof ConfigList) {
            return one.unwrapped().equals(other.unwrapped());
        }
        return Objects.equals(text(one), text(other));
    }

    private static @Nullable String text(ConfigValue value) {
        Object plain = value.unwrapped();
        return plain == null ? null : plain.toString();
    }

    private void tell(String path) {
        String where = merged.explain(path)
                .decidedBy()
                .map(contribution -> " (" + contribution.origin() + ")")
                .orElse("");
        String others = merged.documents().stream()
                .map(Snapshot::id)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        String message = path + where + " refers to a value that another document of " + others
                + " sets. HOCON references work within a document; for a value of another one write a placeholder of Spring's,"
                + " in double quotes: \"${name}\"";
        problems.add(Kind.REFUSED, path, null, "", message);
    }
}
