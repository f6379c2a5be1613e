package io.edict.plain.internal.topology.redundant;

import io.edict.PublishResult;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.Succession;
import io.edict.plain.internal.topology.register.Operation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One change on its way: makes the next version of whatever is current, and remembers what it made of what. */
final class Publish implements Operation.Edit {
    private final Change change;
    private final Issuer issuer;
    private final Succession.Issue issue;
    private final Packing packing;
    private final Library library;
    private final Map<Version, PublishResult> results = new ConcurrentHashMap<>();

    Publish(Change change, Issuer issuer, Roster.Known known, Packing packing, Library library) {
        this.change = change;
        this.issuer = issuer;
        this.issue = new Succession.Issue(known.storeId(), known.incarnation(), issuer);
        this.packing = packing;
        this.library = library;
    }

    @Override
    public VersionInfo next(@Nullable VersionInfo current) {
        Succession.Base base = current == null
                ? Succession.Base.NEVER
                : new Succession.Base(current, false, current.version().number());
        VersionInfo info =
                Succession.plan(List.of(change), List.of(base), issue).get(0);
        long wanted = Ledger.oldestKept(info.version().number(), change.rule().keep());
        long oldest = current == null ? wanted : Math.max(wanted, library.oldestKept(current));
        library.add(packing.pack(issue.storeId(), info, change.content(), oldest));
        results.put(info.version(), new PublishResult(info, current));
        return info;
    }

    Issuer issuer() {
        return issuer;
    }

    /** What became of it, if this process proposed that version. */
    @Nullable
    PublishResult result(Version version) {
        return results.get(version);
    }
}
