package io.edict.drill.check;

import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One publish: what was intended, and what its caller was told. */
public final class Publish {
    private final String tag;
    private final long begun;
    private final List<Intent> intents;
    private final Map<String, Part> got = new HashMap<>();
    private final Map<String, Long> replaced = new HashMap<>();
    private Outcome outcome = Outcome.OPEN;
    private long ended = Long.MAX_VALUE;

    /** What the caller was told. */
    public enum Outcome {
        /** Nothing: the process died, or the record ends. */
        OPEN,
        /** It is durable. */
        ACKED,
        /** It had no effect. */
        FAILED,
        /** It may have had effect or not. */
        UNKNOWN
    }

    Publish(String tag, long begun, List<Intent> intents) {
        this.tag = tag;
        this.begun = begun;
        this.intents = intents;
    }

    void end(Outcome how, long micros) {
        outcome = how;
        ended = micros;
    }

    void got(Part part, long before) {
        got.put(part.document(), part);
        replaced.put(part.document(), before);
    }

    /** The publish's tag. */
    public String tag() {
        return tag;
    }

    /** When it began. */
    public long begun() {
        return begun;
    }

    /** When its caller was told; far in the future if never. */
    public long ended() {
        return ended;
    }

    /** What its caller was told. */
    public Outcome outcome() {
        return outcome;
    }

    /** What was to be done. */
    public List<Intent> intents() {
        return intents;
    }

    /** The versions acknowledged, by document. */
    public Map<String, Part> got() {
        return got;
    }

    @Nullable
    Intent intent(String document) {
        return intents.stream()
                .filter(intent -> intent.document().equals(document))
                .findFirst()
                .orElse(null);
    }

    long replaced(String document) {
        return replaced.getOrDefault(document, 0L);
    }
}
