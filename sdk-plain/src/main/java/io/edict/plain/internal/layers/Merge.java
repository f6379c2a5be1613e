package io.edict.plain.internal.layers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.internal.content.Joined;
import io.edict.plain.internal.content.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lays layers on one another and resolves references across them. */
public final class Merge {
    private final boolean alone;
    private final List<Parsed> texts = new ArrayList<>();
    private final List<Stratum> strata = new ArrayList<>();
    private Config merged = ConfigFactory.empty("layers");

    private Merge(boolean alone) {
        this.alone = alone;
    }

    /**
     * Merges layers. A value of a higher layer hides one at the same path of a lower one, objects are merged, and
     * references stand for the merged values.
     *
     * @param highestFirst the layers, the highest first
     * @return the merged version
     * @throws InvalidDocumentException if they do not go together: a reference that no layer fulfils, a circle, a text joined
     *     with an object, or more expansion than any text may have. It names the text at fault; that is a document's version
     *     if the error has a document, else a file or text, by name
     */
    public static MergedSnapshot of(List<Part> highestFirst) {
        return of(highestFirst, new Merge(false));
    }

    /**
     * Merges layers that are resolved each by itself.
     *
     * @param highestFirst the layers, the highest first
     * @return the merged version
     * @throws InvalidDocumentException if one has a substitution that it does not fulfil itself; otherwise as
     *     {@link #of(List)}
     */
    public static MergedSnapshot ofEachAlone(List<Part> highestFirst) {
        return of(highestFirst, new Merge(true));
    }

    private static MergedSnapshot of(List<Part> highestFirst, Merge merge) {
        List<Part> lowestFirst = new ArrayList<>(highestFirst);
        Collections.reverse(lowestFirst);
        lowestFirst.forEach(merge::lay);
        Collections.reverse(merge.texts);
        Collections.reverse(merge.strata);
        return new MergedSnapshot(merge.strata, Joined.resolved(merge.merged, merge.texts));
    }

    private void lay(Part part) {
        Config config = config(part);
        strata.add(new Stratum(part, config));
        merged = config.withFallback(merged);
    }

    private Config config(Part part) {
        Parsed parsed = part.parsed();
        if (parsed != null) {
            texts.add(parsed);
            return alone ? parsed.resolved().config() : parsed.unresolved();
        }
        Overrides overrides = part.overrides();
        return overrides == null || overrides.entries().isEmpty()
                ? ConfigFactory.empty(part.name())
                : overrides.over(part.name(), Joined.lenient(merged, texts).root());
    }
}
