package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/**
 * The bells of one transaction. Each document gets one, with its version in the name while there is room in the transaction
 * and everybody may read the namespace: servers before 3.9.2 tell the names of nodes to whoever watches above them, and
 * servers write names, unlike content, into their audit logs.
 */
final class Ringing {
    private final boolean carries;
    private long room;

    /**
     * Begins a transaction.
     *
     * @param carries whether bells carry versions at all
     * @param room how many bytes the transaction has left
     */
    Ringing(boolean carries, long room) {
        this.carries = carries;
        this.room = room;
    }

    /** How many more bytes the bells may take. */
    long room() {
        return room;
    }

    /** Whether bells can be rung as usual, and if not, what is done about that. */
    enum Manner {
        /** The directory is there, unless this is the first version in it. */
        USUAL,
        /** The directory has to be made first. */
        LAYING,
        /** There are none: this publisher may not make them. */
        SILENT;

        /** What to do after a transaction failed. */
        Manner after(Plan plan, MultiFailed failure) {
            if (!plan.blamesBells(failure)) {
                return this;
            }
            return this == USUAL && failure.code() == Code.NONODE ? LAYING : SILENT;
        }
    }

    /**
     * The operations for one document. The directory is checked first: servers log the path of what fails, and a bell's
     * path is not for logs.
     */
    List<Op> operations(Plan.Part part, byte[] node, NamespaceAcl acl) {
        DocumentId id = part.id();
        String page =
                Paths.bellPage(id, Bells.page(part.header().info().version().number()));
        String name = name(part, node, acl);
        return List.of(
                Op.check(page, -1), Op.create(page + "/" + name, new byte[0], acl.version(), CreateMode.PERSISTENT));
    }

    private String name(Plan.Part part, byte[] node, NamespaceAcl acl) {
        int zkVersion = part.before().zkVersion();
        String name = carries && acl.isPublic() ? Bells.carrying(part.header(), node, zkVersion) : null;
        if (name == null || name.length() > room) {
            return Bells.bare(part.header(), zkVersion);
        }
        room -= name.length();
        return name;
    }
}
