package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.CorruptContentException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.StoredVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** Reads history and lists documents, on the caller's thread. */
final class History {
    /** How many history nodes are requested at once, each up to the inline size. */
    private static final int AT_ONCE = 16;

    private final Calls calls;
    private final HeadCodec codec;
    private final HeadReader reader;

    History(Calls calls, HeadCodec codec, HeadReader reader) {
        this.calls = calls;
        this.codec = codec;
        this.reader = reader;
    }

    /** What is kept, newest first. */
    List<Kept> list(Handle handle, DocumentId id, Deadline deadline) {
        List<String> names = calls.get(handle.children(Paths.history(id), null), deadline, id);
        List<Long> numbers = LongStream.of(Currents.numbers(names))
                .boxed()
                .sorted(Collections.reverseOrder())
                .toList();
        List<Kept> kept = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += AT_ONCE) {
            kept.addAll(kept(handle, id, numbers.subList(from, Math.min(numbers.size(), from + AT_ONCE)), deadline));
        }
        return kept;
    }

    private List<Kept> kept(Handle handle, DocumentId id, List<Long> numbers, Deadline deadline) {
        List<CompletableFuture<@Nullable Node>> nodes = numbers.stream()
                .map(number -> Currents.orMissing(handle.getData(Paths.history(id, number))))
                .toList();
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = calls.get(nodes.get(i), deadline, id);
            if (node != null) {
                kept.add(kept(id, numbers.get(i), node));
            }
        }
        return kept;
    }

    private Kept kept(DocumentId id, long number, Node node) {
        try {
            Header header = numbered(codec.decode(id, node), number).header();
            return new Kept.Intact(header.storeId(), header.info());
        } catch (CorruptContentException damaged) {
            return new Kept.Damaged(number, damaged);
        }
    }

    /** A whole version in the place of another one was put there by hand. */
    private Head numbered(Head head, long number) {
        if (head.info().version().number() != number) {
            throw codec.corrupt(head.info(), "stands in history in the place of version " + number, null);
        }
        return head;
    }

    /** The oldest kept number, as the head says. */
    long oldest(Handle handle, DocumentId id, Deadline deadline) {
        Node node = calls.get(Currents.orMissing(handle.getData(Paths.head(id))), deadline, id);
        return node == null ? 1 : codec.decode(id, node).header().layout().oldestKept();
    }

    /** One kept version with its content. */
    StoredVersion content(Handle handle, DocumentId id, long number, Deadline deadline) {
        Node node = calls.get(Currents.orMissing(handle.getData(Paths.history(id, number))), deadline, id);
        if (node == null) {
            throw Ledger.notKept(id, number);
        }
        Head head = numbered(codec.readable(id, node), number);
        return head.header().layout().chunks() == null
                ? codec.inline(head)
                : calls.get(reader.chunked(handle, head), deadline, id);
    }

    /** A list that breaks the connection is known as too long only then, so a loss is no answer yet. */
    private List<String> list(Handle handle, String path, Deadline deadline) {
        for (int losses = 0; ; losses++) {
            CompletableFuture<List<String>> names = handle.children(path, null);
            try {
                return calls.get(names, deadline, null);
            } catch (StoreUnreachableException e) {
                if (losses == Suspects.CHANCES || deadline.passed() || !lost(names)) {
                    throw e;
                }
            }
        }
    }

    private static boolean lost(CompletableFuture<?> answer) {
        return answer.isCompletedExceptionally()
                && StoreErrors.code(answer.handle((names, failure) -> failure).join()) == Code.CONNECTIONLOSS;
    }

    List<String> namespaces(Handle handle, Deadline deadline) {
        return list(handle, Paths.HEADS, deadline).stream().sorted().toList();
    }

    List<DocumentId> documents(Handle handle, String namespace, Deadline deadline) {
        List<DocumentId> ids = new ArrayList<>();
        for (String name : list(handle, Paths.heads(namespace), deadline)) {
            DocumentId id = Paths.documentAt(Paths.heads(namespace) + "/" + name);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids.stream().sorted().toList();
    }
}
