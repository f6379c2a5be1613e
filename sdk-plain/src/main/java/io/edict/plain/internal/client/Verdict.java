package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.plain.internal.live.Prepared;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of judging a batch. */
sealed interface Verdict {
    /** All of it may come into force. */
    record Accepted(List<Prepared<?>> prepared) implements Verdict {}

    /**
     * None of it may.
     *
     * @param reasons why, for each document that is refused for what it is
     */
    record Refused(Map<DocumentId, String> reasons) implements Verdict {
        static Refused all(Set<DocumentId> documents, String reason) {
            Map<DocumentId, String> reasons = new LinkedHashMap<>();
            documents.forEach(id -> reasons.put(id, reason));
            return new Refused(reasons);
        }
    }
}
