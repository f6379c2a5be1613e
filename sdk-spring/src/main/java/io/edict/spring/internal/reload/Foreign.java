package io.edict.spring.internal.reload;

import io.edict.LayeredSnapshot;
import io.edict.spring.internal.env.Part;
import java.util.List;

/** Refuses HOCON references from one document to values of another, which Spring's environment could not show. */
final class Foreign {
    private Foreign() {}

    static void check(LayeredSnapshot merged, List<Part> parts) {}
}
