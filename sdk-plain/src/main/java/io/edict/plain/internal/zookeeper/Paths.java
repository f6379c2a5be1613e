package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** Where things live in ZooKeeper; the layout is drawn in the module's README. */
final class Paths {
    static final String ROOT = "/edict";
    static final String CLUSTER = ROOT + "/cluster";
    static final String HEADS = ROOT + "/heads";
    static final String HISTORY = ROOT + "/history";
    static final String BLOBS = ROOT + "/blobs";

    /** Nodes whose creation announces versions; see {@link Bells}. */
    static final String BELLS = ROOT + "/bells";

    static final String CONFLICTS = ROOT + "/conflicts";

    static final String DUTIES = ROOT + "/duties";

    static final String ACCESS = ROOT + "/access";

    /** Who this cluster is among those of a redundant store, and who they are. */
    static final String MEMBERS = ROOT + "/members";

    static final String REGISTERS = ROOT + "/registers";

    private Paths() {}

    static String registers(String namespace) {
        return REGISTERS + "/" + namespace;
    }

    static String register(DocumentId id) {
        return REGISTERS + "/" + id;
    }

    /** The version that a register has accepted, laid down as a head is. */
    static String accepted(DocumentId id) {
        return register(id) + "/accepted";
    }

    /** The hashes of a namespace's users, for its publishers. */
    static String access(String namespace) {
        return ACCESS + "/" + namespace;
    }

    static String head(DocumentId id) {
        return HEADS + "/" + id;
    }

    static String heads(String namespace) {
        return HEADS + "/" + namespace;
    }

    static String history(String namespace) {
        return HISTORY + "/" + namespace;
    }

    static String blobs(String namespace) {
        return BLOBS + "/" + namespace;
    }

    static String history(DocumentId id) {
        return HISTORY + "/" + id;
    }

    static String history(DocumentId id, long number) {
        return history(id) + "/" + number;
    }

    static String blobs(DocumentId id) {
        return BLOBS + "/" + id;
    }

    static String blob(DocumentId id, String sha256) {
        return blobs(id) + "/" + sha256;
    }

    static String chunk(DocumentId id, String sha256, int index) {
        return blob(id, sha256) + "/" + index;
    }

    static String bells(String namespace) {
        return BELLS + "/" + namespace;
    }

    static String bells(DocumentId id) {
        return BELLS + "/" + id;
    }

    /** A directory of bells. */
    static String bellPage(DocumentId id, long page) {
        return bells(id) + "/" + page;
    }

    static String conflicts(DocumentId id) {
        return CONFLICTS + "/" + id;
    }

    /** What is below the node of all heads, such as a namespace; an empty text if the path is not there. */
    static String namespaceAt(String path) {
        return path.startsWith(HEADS + "/") ? path.substring(HEADS.length() + 1) : "";
    }

    /** The document whose head is at a path, or null if there can be none. */
    static @Nullable DocumentId documentAt(@Nullable String path) {
        if (path == null || !path.startsWith(HEADS + "/")) {
            return null;
        }
        try {
            return DocumentId.of(path.substring(HEADS.length() + 1));
        } catch (InvalidRequestException foreignNode) {
            return null;
        }
    }

    /**
     * A bell.
     *
     * @param id the document
     * @param page the directory in which it rings
     * @param name the bell's own name
     */
    record BellPlace(DocumentId id, long page, String name) {}

    /** The bell at a path, or null if there can be none. */
    static @Nullable BellPlace bellAt(@Nullable String path) {
        DocumentId id = bellsAt(path);
        if (path == null || id == null) {
            return null;
        }
        String[] rest = path.substring(bells(id).length() + 1).split("/", -1);
        return rest.length == 2 && isPage(rest[0]) && !rest[1].isEmpty()
                ? new BellPlace(id, Long.parseLong(rest[0]), rest[1])
                : null;
    }

    /** The document of which the bells are below, or at, a path, or null. */
    static @Nullable DocumentId bellsAt(@Nullable String path) {
        if (path == null || !path.startsWith(BELLS + "/")) {
            return null;
        }
        String[] parts = path.substring(BELLS.length() + 1).split("/", 4);
        try {
            return parts.length < 3 ? null : DocumentId.of(parts[0] + "/" + parts[1]);
        } catch (InvalidRequestException foreignNode) {
            return null;
        }
    }

    private static boolean isPage(String name) {
        return name.matches("0|[1-9][0-9]{0,15}");
    }

    /** A path for people to read: that of a bell holds content, and is cut off before. */
    static String shown(String path) {
        BellPlace bell = bellAt(path);
        return bell == null ? path : bellPage(bell.id(), bell.page()) + "/...";
    }
}
