package io.edict.spring.internal.actuate;

import io.edict.ClientStatus;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.Freshness;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.importing.ImportedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known of an imported document.
 *
 * @param imported the import
 * @param generation what the environment shows
 * @param place the document's place among the parts
 * @param status what the client knows of it; empty if it does not follow it
 */
record ImportState(ImportedDocument imported, Generation generation, int place, Optional<DocumentStatus> status) {
    /** Looks at all imports, from memory. */
    static List<ImportState> of(ClientHandle handle, ClientStatus status) {
        Map<DocumentId, DocumentStatus> known =
                status.documents().stream().collect(Collectors.toMap(DocumentStatus::id, Function.identity()));
        List<ImportedDocument> imports = handle.imports();
        Generation generation = handle.generations().get();
        List<ImportState> states = new ArrayList<>();
        for (int place = 0; place < Math.min(imports.size(), generation.parts().size()); place++) {
            ImportedDocument imported = imports.get(place);
            states.add(
                    new ImportState(imported, generation, place, Optional.ofNullable(known.get(imported.document()))));
        }
        return states;
    }

    /** What the environment shows of it. */
    Part part() {
        return generation.parts().get(place);
    }

    /** The same as a property source, held still. */
    DocumentPropertySource source() {
        return new DocumentPropertySource(imported.document(), () -> generation, place);
    }

    /** The version that the environment shows, for people. */
    Optional<String> version() {
        return part().info().map(info -> info.version().toString());
    }

    Optional<Freshness> freshness() {
        return status.map(DocumentStatus::freshness);
    }

    Optional<DocumentStatus.Refusal> refusal() {
        return status.flatMap(DocumentStatus::refused);
    }
}
