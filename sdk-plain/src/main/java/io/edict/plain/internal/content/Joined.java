package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.edict.error.InvalidDocumentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves substitutions across layers: never from the environment, nor from system properties. What a document may not
 * do to heap, stack and time alone, several may not do together.
 */
public final class Joined {
    private static final String CLASH = "does not go together with the other layers";

    private Joined() {}

    /**
     * Resolves layers that are merged.
     *
     * @param merged the merged layers
     * @param texts the texts among the layers, the highest first
     * @return the configuration, completely resolved
     * @throws InvalidDocumentException if a substitution leads nowhere or in a circle, values of different kinds are
     *     joined, or substitutions expand the whole too far; it names the text at fault
     */
    public static Config resolved(Config merged, List<Parsed> texts) {
        if (merged.isResolved()) {
            return bounded(merged, texts);
        }
        ConfigValue tooFar;
        Config resolved;
        try {
            tooFar = Expansion.tooFar(merged.root(), length(texts));
            resolved = tooFar == null ? merged.resolve(ConfigResolveOptions.noSystem()) : merged;
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever texts bring about in the resolver is the texts' fault and must not end the thread.
            throw failure(texts, e);
        }
        if (tooFar != null) {
            throw tooMuch(texts, tooFar.origin(), Resolution.TOO_FAR);
        }
        if (!Resolution.isShallow(resolved)) {
            throw tooMuch(texts, resolved.origin(), Resolution.TOO_DEEP);
        }
        return bounded(SetAside.of(texts).in(resolved), texts);
    }

    private static Config bounded(Config resolved, List<Parsed> texts) {
        if (!texts.isEmpty() && PathSum.isTooLong(resolved.root(), length(texts))) {
            throw tooMuch(texts, resolved.origin(), PathSum.TOO_LONG);
        }
        return resolved;
    }

    /**
     * Resolves of layers that are merged what can be resolved within them, for their keys. The rest stays unresolved.
     *
     * @param merged the merged layers
     * @param texts the texts among the layers
     * @return the configuration
     */
    public static Config lenient(Config merged, List<Parsed> texts) {
        return Resolution.lenient(merged, length(texts));
    }

    private static long length(List<Parsed> texts) {
        return texts.stream().mapToLong(Parsed::length).sum();
    }

    private static InvalidDocumentException tooMuch(List<Parsed> texts, ConfigOrigin origin, String what) {
        Parsed text = atFault(texts, origin);
        Place place = Place.ofBeginning(text.text(), origin.lineNumber());
        return text.source().error(CLASH + place.phrase() + ": " + what + "; have fewer lead on to one another", place);
    }

    private static InvalidDocumentException failure(List<Parsed> texts, Throwable thrown) {
        Symptom symptom = Symptom.of(thrown);
        ConfigOrigin origin = thrown instanceof ConfigException failure ? failure.origin() : null;
        Parsed text = atFault(texts, origin);
        Place place = Substitutions.find(text.text(), symptom.line(), symptom.message());
        TextSource source = text.source();
        if (symptom.kind() != ConfigException.UnresolvedSubstitution.class) {
            return source.error(CLASH + place.phrase() + ": " + Wording.of(symptom) + "; " + source.remedy(), place);
        }
        String path = path(symptom.message());
        String what = symptom.message().contains("part of a cycle")
                ? ", which leads in a circle, or builds upon a value that no layer below has; " + source.remedy()
                : ", which no layer has; add it to one, or write ${?" + path
                        + "} where it need not be there; the environment is not asked";
        return source.error("refers" + place.phrase() + " to " + path + what, place);
    }

    /** The path of the substitution that the message begins with; the rest may tell of others. */
    private static String path(String message) {
        int start = message.indexOf("${");
        if (start < 0) {
            return "another value";
        }
        String substitution =
                message.substring(start, Math.min(message.length(), Substitutions.end(message, start) + 1));
        return Substitutions.in(substitution).stream()
                .filter(path -> !path.isEmpty())
                .map(ConfigUtil::joinPath)
                .findFirst()
                .orElse("another value");
    }

    /** The text that an origin names, or one that has substitutions; there is one, or nothing could go wrong. */
    private static Parsed atFault(List<Parsed> texts, @Nullable ConfigOrigin origin) {
        String description = origin == null ? "" : origin.description();
        return texts.stream()
                .filter(text -> isNamed(text.source().name(), description))
                .findFirst()
                .or(() -> texts.stream()
                        .filter(text -> !text.unresolved().isResolved())
                        .findFirst())
                .orElseGet(() -> texts.get(0));
    }

    /** typesafe-config writes {@code name: line}, or several of these behind {@code merge of}. */
    private static boolean isNamed(String name, String description) {
        String bare = description.startsWith("merge of ") ? description.substring("merge of ".length()) : description;
        return bare.equals(name) || bare.startsWith(name + ": ") || bare.contains("," + name + ": ");
    }
}
