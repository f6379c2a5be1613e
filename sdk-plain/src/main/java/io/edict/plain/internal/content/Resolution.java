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
    static final String TOO_FAR = "substitutions that expand the document too far";
    static final String TOO_DEEP =
            "more than " + Outline.MAX_DEPTH + " levels of nesting, once substitutions are resolved";

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
        if (!isShallow(resolved)) {
            throw new FlawException(TOO_DEEP, Place.UNKNOWN);
        }
        if (PathSum.isTooLong(resolved.root(), text.length())) {
            throw new FlawException(PathSum.TOO_LONG, Place.UNKNOWN);
        }
        return resolved;
    }

    /**
     * Resolves what can be resolved without other layers. All stays unresolved where a circle, a value of another kind than
     * expected, or too much expansion shows that it does not go without them.
     *
     * @param unresolved a document as it was read, or several that are merged
     * @param length the length of the text
     */
    static Config lenient(Config unresolved, long length) {
        if (unresolved.isResolved()) {
            return unresolved;
        }
        try {
            if (Expansion.tooFar(unresolved.root(), length) != null) {
                return unresolved;
            }
            Config resolved = unresolved.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true));
            boolean bounded = isShallow(resolved) && !PathSum.isTooLong(resolved.root(), length);
            return bounded ? resolved : unresolved;
        } catch (RuntimeException | StackOverflowError e) {
            return unresolved;
        }
    }

    private static Config resolve(Config unresolved, String text) throws FlawException {
        try {
            refuseTooFar(unresolved, text);
            return unresolved.resolve(ConfigResolveOptions.noSystem());
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever a text brings about in the resolver is the text's fault and must not end the thread.
            Symptom symptom = Symptom.of(e);
            throw new FlawException(Wording.of(symptom), Substitutions.find(text, symptom.line(), symptom.message()));
        }
    }

    private static void refuseTooFar(Config unresolved, String text) throws FlawException {
        ConfigValue tooFar = Expansion.tooFar(unresolved.root(), text.length());
        if (tooFar != null) {
            throw new FlawException(
                    TOO_FAR, Place.ofBeginning(text, tooFar.origin().lineNumber()));
        }
    }

    /** Whether a resolved configuration nests no deeper than a text may. */
    static boolean isShallow(Config resolved) {
        return isShallow(resolved.root(), Outline.MAX_DEPTH + 1);
    }

    private static boolean isShallow(ConfigValue value, int levels) {
        if (Unresolved.is(value)) {
            return true;
        }
        if (value instanceof ConfigObject object) {
            return levels > 0 && object.values().stream().allMatch(part -> isShallow(part, levels - 1));
        }
        if (value instanceof ConfigList list) {
            return levels > 0 && list.stream().allMatch(part -> isShallow(part, levels - 1));
        }
        return true;
    }
}
