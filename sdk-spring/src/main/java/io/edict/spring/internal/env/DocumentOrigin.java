package io.edict.spring.internal.env;

import io.edict.DocumentId;
import io.edict.Version;
import org.springframework.boot.origin.Origin;

/**
 * Where a property stands.
 *
 * @param document the document
 * @param version its version
 * @param line the line, from 1, or less if it is not known
 */
public record DocumentOrigin(DocumentId document, Version version, int line) implements Origin {
    /** Returns for example {@code shop/orders version 3, line 2}. */
    @Override
    public String toString() {
        return document + " version " + version + (line > 0 ? ", line " + line : "");
    }
}
