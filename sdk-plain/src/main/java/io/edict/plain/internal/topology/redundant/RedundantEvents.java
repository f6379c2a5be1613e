package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.internal.topology.register.Member;

/** Who is told of what befalls the clusters of a redundant store. Calls come on worker threads and must return soon. */
public interface RedundantEvents {
    /** A cluster knows less of itself than the others do: it was restored from a backup, and does not vote any more. */
    default void forgetful(DocumentId id, Member member) {}

    /** A cluster shows a head that nobody has chosen, or whose content is damaged. */
    default void diverged(DocumentId id, Member member) {}

    /** A wrong head was set aside, and the truth put in its place. */
    default void repaired(DocumentId id, Member member) {}

    /** A cluster that was behind has got the newest version. */
    default void healed(DocumentId id, Member member) {}

    /** A publish that its publisher had not finished was found and finished. */
    default void finished(DocumentId id) {}

    /** What goes wrong at a cluster that is otherwise there. */
    default void trouble(String cluster, String problem) {}
}
