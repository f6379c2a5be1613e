package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One document's part of a publish.
 *
 * @param id the document
 * @param kind content or deletion
 * @param format the content's format, or null to keep that of the version before, as a deletion does
 * @param content the text's bytes, empty for a deletion
 * @param origin author, time and message
 * @param rule what must hold, and what is kept
 */
public record Change(
        DocumentId id, VersionInfo.Kind kind, @Nullable Format format, Content content, Origin origin, Rule rule) {

    /**
     * What must hold for the change, and what is kept of the document.
     *
     * @param expectation what must hold
     * @param keep how many versions history keeps, at least 1
     */
    public record Rule(Expectation expectation, int keep) {}
}
