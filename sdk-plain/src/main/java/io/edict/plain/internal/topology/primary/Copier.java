package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.error.FencedException;
import io.edict.error.StoreUnreachableException;
import io.edict.error.VersionNotKeptException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Installation.Committed;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.StoredVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings documents of one cluster to where another one is: every kept version that is missing, the oldest first, and what
 * was published together at one stroke. Runs on the caller's thread; not safe for use by several.
 */
public final class Copier {
    /** So many versions are read one by one; beyond, history tells which there are. */
    private static final int FEW = 64;

    private static final int SMALL = 64 * 1024;

    private final ConfigStore source;
    private final ShardStore target;
    private final long epoch;
    private final Supplier<Deadline> deadlines;
    private final Predicate<DocumentId> wanted;
    private final Map<DocumentId, Deque<VersionInfo>> pending = new LinkedHashMap<>();
    private final Map<DocumentId, Long> oldest = new HashMap<>();

    /** The newest number of each document that was seen at the source. */
    private final Map<DocumentId, Long> newest = new HashMap<>();

    /** Contents that came along with what was looked at, as long as they are small. */
    private final Map<VersionInfo, StoredVersion> loaded = new HashMap<>();

    private final List<VersionInfo> setAside = new ArrayList<>();
    private final Map<DocumentId, VersionInfo> ahead = new TreeMap<>();
    private final Map<DocumentId, String> failed = new TreeMap<>();
    private int installed;
    private boolean comparing;

    /**
     * Copies on behalf of an epoch.
     *
     * @param deadlines gives each request its time
     */
    public Copier(ConfigStore source, ShardStore target, long epoch, Supplier<Deadline> deadlines) {
        this(source, target, epoch, deadlines, id -> true);
    }

    /**
     * Copies some documents only, whatever was published together with them.
     *
     * @param wanted which ones
     */
    public Copier(
            ConfigStore source,
            ShardStore target,
            long epoch,
            Supplier<Deadline> deadlines,
            Predicate<DocumentId> wanted) {
        this.source = source;
        this.target = target;
        this.epoch = epoch;
        this.deadlines = deadlines;
        this.wanted = wanted;
    }

    /**
     * What came of it.
     *
     * @param installed how many versions were copied
     * @param setAside the versions that the target alone had, and that are kept apart there now
     * @param ahead the documents of which the target has a newer version than the source, or another one under the same
     *     number; they are as they were
     * @param failed the documents that could not be copied, with the reason
     */
    public record Result(
            int installed,
            List<VersionInfo> setAside,
            Map<DocumentId, VersionInfo> ahead,
            Map<DocumentId, String> failed) {}

    /**
     * Copies documents, and what was published together with them.
     *
     * @throws StoreUnreachableException if one of the clusters is lost on the way; what was copied stands
     * @throws FencedException if the target has heard of a later epoch
     */
    public Result copy(Collection<DocumentId> ids) {
        for (DocumentId id : ids) {
            load(id);
        }
        while (step()) {
            installed++;
        }
        return new Result(installed, List.copyOf(setAside), Map.copyOf(ahead), Map.copyOf(failed));
    }

    /** How the target compares with the source; copies nothing, and sets nothing aside. */
    Inspection.Comparison compare(Collection<DocumentId> ids) {
        comparing = true;
        ids.forEach(this::load);
        return new Inspection.Comparison(
                pending.values().stream().flatMap(Deque::stream).toList(),
                Set.copyOf(ahead.keySet()),
                Map.copyOf(failed));
    }

    private void load(DocumentId id) {
        if (pending.containsKey(id)) {
            return;
        }
        pending.put(id, new ArrayDeque<>());
        if (!wanted.test(id)) {
            return;
        }
        try {
            Reading want = source.current(id, deadlines.get());
            Reading have = target.current(id, deadlines.get());
            if (!loadNext(want, have) && !loadBranch(want, have)) {
                loadAll(id, have);
            }
        } catch (StoreUnreachableException | FencedException e) {
            throw e;
        } catch (EdictException e) {
            failed.put(id, e.getMessage());
        }
    }

    /** The few versions behind that of the target, if both are of one line; whole histories need not be read then. */
    private boolean loadNext(Reading want, Reading have) {
        if (!(want instanceof Reading.Present wanted) || !(have instanceof Reading.Present had)) {
            return false;
        }
        VersionInfo to = wanted.version().info();
        VersionInfo from = had.version().info();
        long gap = to.version().number() - from.version().number();
        if (to.version().incarnation() != from.version().incarnation() || gap < 0 || gap > FEW || isFork(from, to)) {
            return false;
        }
        loadBehind(wanted.version(), from.version().number());
        return true;
    }

    /**
     * The few versions behind the last one that both have, where the source's line began anew and the target may have gone on
     * along the old one; whole histories need not be read then.
     */
    private boolean loadBranch(Reading want, Reading have) {
        if (!(want instanceof Reading.Present wanted) || !(have instanceof Reading.Present had)) {
            return false;
        }
        DocumentId id = wanted.version().info().id();
        Version to = wanted.version().info().version();
        Version from = had.version().info().version();
        if (to.incarnation() <= from.incarnation() || to.number() - from.number() > FEW) {
            return false;
        }
        long common = common(id, Math.min(to.number(), from.number()));
        if (common == 0 || to.number() - common > FEW || from.number() - common > FEW) {
            return false;
        }
        if (!comparing) {
            setAside(
                    id,
                    LongStream.rangeClosed(common + 1, from.number()).boxed().toList());
        }
        loadBehind(wanted.version(), common);
        return true;
    }

    /** The number of the last version that both have, or 0 if it is not close to where they are. */
    private long common(DocumentId id, long from) {
        try {
            for (long number = from; number > Math.max(0, from - FEW); number--) {
                StoredVersion ours = kept(source, id, number);
                StoredVersion theirs = ours == null ? null : kept(target, id, number);
                if (theirs == null || ours == null) {
                    return 0;
                }
                if (isSame(ours.info(), theirs.info())) {
                    return number;
                }
            }
            return 0;
        } catch (StoreUnreachableException | FencedException e) {
            throw e;
        } catch (EdictException damaged) {
            return 0; // history tells without content
        }
    }

    private @Nullable StoredVersion kept(ConfigStore store, DocumentId id, long number) {
        try {
            return store.content(id, number, deadlines.get());
        } catch (VersionNotKeptException pruned) {
            return null;
        }
    }

    /** What the source has behind a number, up to its head. */
    private void loadBehind(StoredVersion head, long common) {
        DocumentId id = head.info().id();
        long number = head.info().version().number();
        newest.put(id, number);
        if (number == common) {
            return;
        }
        oldest.put(id, source.oldestKept(id, deadlines.get()));
        for (long next = common + 1; next < number; next++) {
            StoredVersion version = kept(source, id, next);
            if (version != null) { // else the target does without it, as the source does
                add(version);
            }
        }
        add(head);
    }

    private void add(StoredVersion version) {
        queue(version.info().id()).add(version.info());
        if (version.content().size() <= SMALL) {
            loaded.put(version.info(), version);
        }
    }

    private void loadAll(DocumentId id, Reading have) {
        List<VersionInfo> line = line(source, id);
        if (!line.isEmpty()) {
            oldest.put(id, line.get(0).version().number());
            newest.put(id, line.get(line.size() - 1).version().number());
        }
        pending.put(id, new ArrayDeque<>(missing(id, line, have)));
    }

    /** Kept versions, the oldest first. */
    private List<VersionInfo> line(ConfigStore store, DocumentId id) {
        List<VersionInfo> line = new ArrayList<>(store.history(id, deadlines.get()));
        Collections.reverse(line);
        return line;
    }

    private List<VersionInfo> missing(DocumentId id, List<VersionInfo> line, Reading reading) {
        VersionInfo have =
                reading instanceof Reading.Present present ? present.version().info() : null;
        if (have == null) {
            return line;
        }
        VersionInfo newest = line.isEmpty() ? null : line.get(line.size() - 1);
        if (newest == null || have.version().isNewerThan(newest.version()) || isFork(have, newest)) {
            ahead.put(id, have);
            return List.of();
        }
        if (!comparing
                && line.stream().noneMatch(info -> isSame(info, have))
                && have.version().incarnation() < newest.version().incarnation()) {
            setTailAside(id, line);
        }
        return line.stream()
                .filter(info -> info.version().isNewerThan(have.version()))
                .toList();
    }

    private static boolean isFork(VersionInfo have, VersionInfo newest) {
        return have.version().equals(newest.version()) && !isSame(have, newest);
    }

    private static boolean isSame(VersionInfo one, VersionInfo other) {
        return one.publishId().equals(other.publishId()) && one.version().equals(other.version());
    }

    /** What the target has behind the last version that both have is a tail of its own. */
    private void setTailAside(DocumentId id, List<VersionInfo> line) {
        Set<UUID> known = line.stream().map(VersionInfo::publishId).collect(Collectors.toSet());
        List<VersionInfo> tail = new ArrayList<>();
        for (VersionInfo info : line(target, id)) {
            if (known.contains(info.publishId())) {
                tail.clear();
            } else {
                tail.add(info);
            }
        }
        setAside(id, tail.stream().map(info -> info.version().number()).toList());
    }

    private void setAside(DocumentId id, List<Long> numbers) {
        for (int from = 0; from < numbers.size(); from += FEW) {
            List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + FEW));
            for (Kept kept : target.setAside(id, some, deadlines.get())) {
                if (kept instanceof Kept.Intact intact) {
                    setAside.add(intact.info());
                }
            }
        }
    }

    /** Installs the next transaction, if there is one. */
    private boolean step() {
        DocumentId stuck = null;
        for (DocumentId id : List.copyOf(pending.keySet())) {
            VersionInfo next = queue(id).peek();
            if (next == null) {
                continue;
            }
            next.together().forEach(this::loadTo);
            if (isReady(next)) {
                return install(together(next));
            }
            stuck = stuck == null ? id : stuck;
        }
        return stuck != null && install(List.of(stuck));
    }

    /** Sees to it that a document was looked at late enough to have shown its part of a transaction. */
    private void loadTo(VersionInfo.Member member) {
        load(member.id());
        long seen = newest.getOrDefault(member.id(), 0L);
        if (wanted.test(member.id()) && seen < member.number() && !ahead.containsKey(member.id())) {
            for (VersionInfo info : line(source, member.id())) {
                if (info.version().number() > seen) {
                    queue(member.id()).add(info);
                    newest.put(member.id(), info.version().number());
                }
            }
        }
    }

    private Deque<VersionInfo> queue(DocumentId id) {
        return pending.computeIfAbsent(id, fresh -> new ArrayDeque<>());
    }

    /** Whether no other document of the transaction has older versions to be copied first. */
    private boolean isReady(VersionInfo next) {
        return next.together().stream()
                .map(member -> queue(member.id()))
                .noneMatch(queue ->
                        queue.stream().skip(1).anyMatch(info -> isOf(info, next)) && !isOf(queue.getFirst(), next));
    }

    private static boolean isOf(VersionInfo info, VersionInfo transaction) {
        return info.publishId().equals(transaction.publishId());
    }

    private List<DocumentId> together(VersionInfo next) {
        Set<DocumentId> ids = new HashSet<>();
        ids.add(next.id());
        next.together().forEach(member -> ids.add(member.id()));
        return ids.stream()
                .filter(id -> {
                    VersionInfo first = queue(id).peek();
                    return first != null && isOf(first, next);
                })
                .sorted()
                .toList();
    }

    private boolean install(List<DocumentId> ids) {
        List<Committed> versions = new ArrayList<>();
        for (DocumentId id : ids) {
            VersionInfo info = queue(id).remove();
            Committed committed = committed(info);
            if (committed != null) {
                versions.add(committed);
            }
        }
        if (!versions.isEmpty()) {
            note(versions, target.install(new Installation(versions, epoch), deadlines.get()));
        }
        return true;
    }

    private void note(List<Committed> versions, List<Installation.Outcome> outcomes) {
        for (int i = 0; i < versions.size(); i++) {
            VersionInfo info = versions.get(i).version().info();
            if (outcomes.get(i) == Installation.Outcome.DIVERGED) {
                ahead.put(info.id(), info);
                queue(info.id()).clear();
            }
        }
    }

    /** A version, or null if it has been pruned meanwhile or cannot be read. */
    private @Nullable Committed committed(VersionInfo info) {
        try {
            StoredVersion known = loaded.remove(info);
            return new Committed(
                    known == null ? source.content(info.id(), info.version().number(), deadlines.get()) : known,
                    oldest.getOrDefault(info.id(), 1L));
        } catch (VersionNotKeptException gone) {
            return null;
        } catch (StoreUnreachableException | FencedException e) {
            throw e;
        } catch (EdictException e) {
            failed.put(info.id(), e.getMessage());
            return null;
        }
    }
}
