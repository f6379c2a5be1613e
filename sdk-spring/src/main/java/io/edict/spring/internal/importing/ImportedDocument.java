package io.edict.spring.internal.importing;

import io.edict.DocumentId;

/**
 * A document that an import named.
 *
 * @param document its id
 * @param location the import, as it was written
 * @param optional whether it need not be there
 */
public record ImportedDocument(DocumentId document, String location, boolean optional) {}
