package io.edict.plain.internal.layers;

import com.typesafe.config.ConfigRenderOptions;
import io.edict.Format;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.fuzz.Target;
import io.edict.plain.fuzz.Texts;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.TextSource;
import java.util.List;
import java.util.Random;

/** Random texts laid on one another, and looked at in every way. */
public final class LayersTarget implements Target {
    @Override
    public Attempt next(Random random) {
        String[] texts = {Texts.of(Format.HOCON, random), Texts.of(Format.HOCON, random), Texts.of(Format.HOCON, random)
        };
        return new Attempt(String.join("\n~~~~\n", texts), () -> tried(texts));
    }

    private static boolean tried(String[] texts) {
        try {
            List<Part> parts = List.of(
                    Stacks.environment("ORDERS_A", "zq", "ORDERS_D_C", "zq"),
                    Stacks.document("shop/a", 1, texts[0]),
                    Stacks.document("shop/b", 1, texts[1]),
                    Stacks.text("defaults", texts[2]));
            look(Merge.of(parts));
            return true;
        } catch (InvalidDocumentException e) {
            return false;
        }
    }

    private static void look(MergedSnapshot merged) {
        String shown = merged + " " + merged.strata();
        if (shown.contains(Texts.CANARY)) {
            throw new AssertionError("shows a value");
        }
        merged.shadowed();
        Shadowing.between(null, merged);
        for (String path : List.of("a", "b", "c", "a.b", "b.a.c", "x-y", "\"a.b\"")) {
            merged.explain(path);
            try {
                merged.getDuration(path);
            } catch (EdictException expected) {
                merged.has(path);
            }
        }
        String json = merged.config().root().render(ConfigRenderOptions.concise());
        boolean infinite = json.contains("Infinity");
        if (!infinite
                && !DocumentParser.read(TextSource.text("again"), json)
                        .resolved()
                        .config()
                        .equals(merged.config())) {
            throw new AssertionError("comes back as something else: " + json);
        }
    }
}
