package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * Lets bells carry the difference from the version before, where a version does not fit and the one before is at hand: behind
 * the head that a publish reads anyway, or as the last one that was read or published here. On the caller's thread.
 */
final class Differences {
    /** What comparing takes grows with the contents, and most of what is bigger would be told whole anyway. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final boolean carries;
    private final Shelf shelf;
    private final HeadCodec codec;

    Differences(boolean carries, Shelf shelf, HeadCodec codec) {
        this.carries = carries;
        this.shelf = shelf;
        this.codec = codec;
    }

    /** The plan with such bells. */
    Plan ring(Plan plan, Map<String, NamespaceAcl> access) {
        List<Op> operations = new ArrayList<>(plan.operations());
        long room = plan.room();
        for (Plan.Part part : plan.parts()) {
            NamespaceAcl acl = access.getOrDefault(part.id().namespace(), NamespaceAcl.OPEN);
            String page = Paths.bellPage(
                    part.id(), Bells.page(part.header().info().version().number()));
            int at = carries && acl.isPublic() ? bareBell(operations, part, page) : -1;
            String name = at < 0 ? null : name(part);
            if (name != null && name.length() <= room) {
                room -= name.length();
                operations.set(at, Op.create(page + "/" + name, new byte[0], acl.version(), CreateMode.PERSISTENT));
            }
        }
        return new Plan(plan.publishId(), plan.parts(), operations, room);
    }

    private static int bareBell(List<Op> operations, Plan.Part part, String page) {
        String path = page + "/" + Bells.bare(part.header(), part.before().zkVersion());
        for (int i = 0; i < operations.size(); i++) {
            if (path.equals(operations.get(i).getPath())) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable String name(Plan.Part part) {
        Content base = fits(part.content().size()) ? base(part) : null;
        return base == null
                ? null
                : Bells.differing(
                        part.header(), base, part.content(), part.before().zkVersion());
    }

    /**
     * Whether nothing is missed where a head is remembered without the bytes behind it: where the next version may be told as
     * the difference from them, the text is at hand.
     */
    boolean knows(Current state) {
        Head head = state.head();
        if (!carries
                || head == null
                || !fits(head.info().size())
                || head.header().layout().chunks() != null) {
            return true;
        }
        VersionInfo info = head.info();
        return shelf.find(info.id(), info.version().number(), info.sha256()) != null;
    }

    private static boolean fits(long size) {
        return size >= Shelf.SMALLEST && size <= LARGEST;
    }

    /** The content of the version before, if whoever follows the document has that too, and it is the one right before. */
    private @Nullable Content base(Plan.Part part) {
        Head head = part.before().head();
        VersionInfo now = part.header().info();
        if (head == null || !fits(head.info().size())) {
            return null;
        }
        VersionInfo info = head.info();
        DocumentId id = info.id();
        boolean next = info.version().number() + 1 == now.version().number()
                && info.version().incarnation() == now.version().incarnation();
        if (!next) {
            return null;
        }
        Content known = shelf.find(id, info.version().number(), info.sha256());
        return known == null && head.header().layout().chunks() == null ? inline(head) : known;
    }

    private @Nullable Content inline(Head head) {
        try {
            return codec.inline(head).content();
        } catch (EdictException damaged) {
            return null;
        }
    }
}
