package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.error.EdictException;

/**
 * A shard takes no versions of a namespace, because the namespace is being moved, or has been, or was never admitted there.
 * Nothing was written. Who knows all shards looks at their map again.
 */
public final class FencedNamespaceException extends EdictException {
    private static final long serialVersionUID = 1L;

    private final transient Fence fence;

    /** Turns away a version of a document. */
    public FencedNamespaceException(DocumentId id, Fence fence, String servers) {
        super(message(id, fence, servers), id, null, null);
        this.fence = fence;
    }

    private static String message(DocumentId id, Fence fence, String servers) {
        String why = switch (fence.state()) {
            case ABSENT -> "it is one of several shards, and the namespace was not admitted there";
            case RECEIVING -> "the namespace is being moved there from shard " + fence.peer();
            case OPEN -> "the state of the namespace has changed";
            case CLOSED -> "the namespace has been given up to shard " + fence.peer();
        };
        return "The cluster at " + servers + " takes no version of " + id + ": " + why
                + "; nothing was written. Use a client that knows all shards";
    }

    /** What stands in the way. */
    public Fence fence() {
        return fence;
    }
}
