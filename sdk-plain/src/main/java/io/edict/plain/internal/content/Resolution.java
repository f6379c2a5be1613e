package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;

/**
 * Resolves substitutions within a document: never from the environment, nor from system properties. The result nests no
 * deeper than a text may, so that whoever walks through it may recurse.
 */
final class Resolution {
    private Resolution() {}

    /**
     * Resolves a document.
     *
     * @param unresolved the document as it was read
     * @param text its text
     */
    static Config of(Config unresolved, String text) throws FlawException {
        if (unresolved.isResolved()) {
            return unresolved;
        }
        Config resolved = resolve(unresolved, text);
        if (!isShallow(resolved.root(), Outline.MAX_DEPTH + 1)) {
            throw new FlawException(
                    "more than " + Outline.MAX_DEPTH + " levels of nesting, once substitutions are resolved",
                    Place.UNKNOWN);
        }
        return resolved;
    }

    private static Config resolve(Config unresolved, String text) throws FlawException {
        try {
            Expansion.check(unresolved.root(), text);
            return unresolved.resolve(ConfigResolveOptions.noSystem());
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever a text brings about in the resolver is the text's fault and must not end the thread.
            Symptom symptom = Symptom.of(e);
            throw new FlawException(Wording.of(symptom), Substitutions.find(text, symptom.line(), symptom.message()));
        }
    }

    private static boolean isShallow(ConfigValue value, int levels) {
        if (value instanceof ConfigObject object) {
            return levels > 0 && object.values().stream().allMatch(part -> isShallow(part, levels - 1));
        }
        if (value instanceof ConfigList list) {
            return levels > 0 && list.stream().allMatch(part -> isShallow(part, levels - 1));
        }
        return true;
    }
}
