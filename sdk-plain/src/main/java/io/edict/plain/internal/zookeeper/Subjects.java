package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a {@link HeadWatch} follows: documents by themselves, and namespaces. A namespace of not too many documents is watched
 * document by document, so that their bells are heard; one of more by one watch on its heads. Guarded by the watch's monitor.
 */
final class Subjects {
    /** The most documents of a namespace that are watched one by one: each takes up to three watches on the server. */
    static final int MOST_SINGLE = 200;

    private final Set<DocumentId> documents = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();

    /** The namespaces that are watched by one watch. */
    private final Set<String> whole = new HashSet<>();

    /** The documents that are watched because of their namespace. */
    private final Set<DocumentId> members = new HashSet<>();

    boolean add(DocumentId id) {
        return documents.add(id);
    }

    boolean remove(DocumentId id) {
        return documents.remove(id);
    }

    boolean add(String namespace) {
        return namespaces.add(namespace);
    }

    /** Whether a document is followed by itself. */
    boolean isDocument(DocumentId id) {
        return documents.contains(id);
    }

    /** Whether a document has watches of its own because of its namespace. */
    boolean isMember(DocumentId id) {
        return members.contains(id);
    }

    /** Whether a document has watches of its own. */
    boolean isSingle(DocumentId id) {
        return documents.contains(id) || members.contains(id);
    }

    boolean follows(DocumentId id) {
        return documents.contains(id) || namespaces.contains(id.namespace());
    }

    boolean follows(String namespace) {
        return namespaces.contains(namespace);
    }

    /** Whether a namespace is watched by one watch. */
    boolean isWhole(String namespace) {
        return whole.contains(namespace);
    }

    /** From now on a namespace is watched by one watch: the documents that need none of their own any more. */
    List<DocumentId> makeWhole(String namespace) {
        whole.add(namespace);
        List<DocumentId> freed = members.stream()
                .filter(id -> id.namespace().equals(namespace) && !documents.contains(id))
                .toList();
        members.removeIf(id -> id.namespace().equals(namespace));
        return freed;
    }

    /** A document of a namespace is to be watched by itself; whether it was not yet. */
    boolean addMember(DocumentId id) {
        return members.add(id) && !documents.contains(id);
    }

    /** Watches can only be set that fire once, and lists set them. */
    void forgetMembers() {
        members.clear();
        whole.clear();
    }

    /** The documents with watches of their own. */
    Set<DocumentId> singles() {
        Set<DocumentId> singles = new HashSet<>(documents);
        singles.addAll(members);
        return singles;
    }

    Set<String> namespaces() {
        return Set.copyOf(namespaces);
    }

    void clear() {
        documents.clear();
        namespaces.clear();
        whole.clear();
        members.clear();
    }
}
