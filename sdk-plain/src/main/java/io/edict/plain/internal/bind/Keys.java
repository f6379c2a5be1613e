package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigObject;
import io.edict.plain.internal.content.KeyNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of an object, found by exact or by relaxed name. Confined to one thread. */
final class Keys {
    private final ConfigObject object;
    /** Made when an exact name is not there, which is seldom. */
    private @Nullable Map<String, List<String>> byCanonical;

    Keys(ConfigObject object) {
        this.object = object;
    }

    /** The keys that a member may be bound to: none, one, or too many. */
    List<String> of(Member member) {
        if (object.containsKey(member.key())) {
            return List.of(member.key());
        }
        return member.isExact() ? List.of() : relaxed().getOrDefault(member.canonical(), List.of());
    }

    private Map<String, List<String>> relaxed() {
        if (byCanonical == null) {
            byCanonical = new TreeSet<>(object.keySet())
                    .stream().collect(Collectors.groupingBy(KeyNames::canonical, HashMap::new, Collectors.toList()));
        }
        return byCanonical;
    }
}
