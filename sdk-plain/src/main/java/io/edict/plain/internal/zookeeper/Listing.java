package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the documents of followed namespaces, and has them looked at: one that is no longer listed must still be looked at.
 * Any thread.
 */
final class Listing {
    private static final Logger log = LoggerFactory.getLogger(Listing.class);

    /** Whether lists of a namespace leave watches that fire once. */
    private final Predicate<String> once;

    private final Looks looks;
    private final Watcher watcher;
    private final StoreErrors errors;
    private final Set<DocumentId> listed = new HashSet<>();

    /** How documents are looked at. */
    interface Looks {
        /** Comes before the looks: how many documents there are in a namespace. */
        void counted(Handle handle, String namespace, int documents);

        /** Looks at a document. */
        void look(Handle handle, DocumentId id, boolean regular);
    }

    Listing(Predicate<String> once, Looks looks, Watcher watcher, StoreErrors errors) {
        this.once = once;
        this.looks = looks;
        this.watcher = watcher;
        this.errors = errors;
    }

    synchronized void clear() {
        listed.clear();
    }

    /** Looks at all documents of a namespace. */
    void look(Handle handle, String namespace, boolean regular) {
        boolean watch = once.test(namespace);
        if (watch) {
            watchCreation(handle, namespace);
        }
        var names = handle.children(Paths.heads(namespace), watch ? watcher : null);
        Answers.on(names, (found, failure) -> {
            if (failure == null) {
                looks.counted(handle, namespace, found.size());
                all(namespace, found).forEach(id -> looks.look(handle, id, regular));
            } else if (StoreErrors.unwrap(failure) instanceof Oversize) {
                log.warn("{}", errors.translate(failure, null).getMessage());
                all(namespace, List.of()).forEach(id -> looks.look(handle, id, regular));
            }
        });
    }

    /** Something was added to a namespace, or taken away: all that was listed before has watches of its own. */
    void again(Handle handle, String namespace) {
        watchCreation(handle, namespace);
        Answers.on(handle.children(Paths.heads(namespace), watcher), (found, failure) -> {
            if (failure == null) {
                looks.counted(handle, namespace, found.size());
                added(namespace, found).forEach(id -> looks.look(handle, id, false));
            }
        });
    }

    /** A list of children leaves no watch where there is no parent yet. Comes before the list, so that no gap is between. */
    private void watchCreation(Handle handle, String namespace) {
        Answers.on(handle.look(Paths.heads(namespace), watcher), (stamp, failure) -> {
            // What keeps this from being set is mended by a reconnect, or by the regular check.
        });
    }

    /** The documents to look at: those listed now, and those listed before that may be gone. */
    private synchronized Set<DocumentId> all(String namespace, List<String> names) {
        added(namespace, names);
        Set<DocumentId> all = new HashSet<>();
        listed.stream().filter(id -> id.namespace().equals(namespace)).forEach(all::add);
        return all;
    }

    /** The documents that were not listed before. */
    private synchronized Set<DocumentId> added(String namespace, List<String> names) {
        Set<DocumentId> added = new HashSet<>();
        for (String name : names) {
            DocumentId id = Paths.documentAt(Paths.heads(namespace) + "/" + name);
            if (id != null && listed.add(id)) {
                added.add(id);
            }
        }
        return added;
    }
}
