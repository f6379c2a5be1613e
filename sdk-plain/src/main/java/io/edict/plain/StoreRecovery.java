package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.AccessDeniedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.PlainClient;
import io.edict.plain.internal.client.Recovery;
import java.util.List;
import java.util.Map;

/**
 * What an operator does after the servers' data were restored from a backup.
 *
 * <p>A restored store issues numbers again that it has issued before, for other content, and clients that have seen
 * the newer versions keep them: nothing goes back by itself. Each version therefore carries the store's incarnation, and
 * versions are ordered by that first. Raising it makes all that is published from then on count as newer, everywhere.
 * Documents that are not published again stay as they are: clients that have newer versions from before the restore keep
 * those, and report {@link io.edict.ClientEvent.StoreBehind}. {@link #republish} makes all clients go to what the backup
 * holds.
 *
 * <p>Methods block, each request for at most the client's request timeout. Each can be called again after a failure. Safe
 * for use by several threads.
 */
public final class StoreRecovery {
    private final Recovery recovery;

    private StoreRecovery(Recovery recovery) {
        this.recovery = recovery;
    }

    /**
     * The recovery of the store that a client uses.
     *
     * @param client a client made by {@link Edict}
     * @return the recovery; it ends with the client
     * @throws InvalidRequestException if the client was not made by {@link Edict}
     */
    public static StoreRecovery of(ConfigClient client) {
        if (client instanceof PlainClient plain) {
            return new StoreRecovery(plain.recovery());
        }
        throw new InvalidRequestException("This client was not made by Edict.connect, but is a "
                + client.getClass().getName());
    }

    /**
     * Tells which life of the store this is.
     *
     * @return the incarnation, from 1
     * @throws InvalidRequestException if the store is not on ZooKeeper, or nothing was ever published there
     * @throws StoreUnreachableException if it cannot be reached in time
     */
    public long incarnation() {
        return recovery.incarnation();
    }

    /**
     * Raises the incarnation by one. Call this once after each restore, before anything is published.
     *
     * @param from the incarnation that was looked at, so that two operators do not raise it twice
     * @return the new incarnation
     * @throws InvalidRequestException if the store is in another incarnation already; nothing was written
     * @throws StoreUnreachableException if it cannot be reached in time; it may have been raised: look again
     * @throws AccessDeniedException if this client may not write the store's own node
     */
    public long raise(long from) {
        return recovery.raise(from);
    }

    /**
     * Looks at the current version of every document.
     *
     * @return what was found
     */
    public Survey survey() {
        Recovery.Found found = recovery.look();
        return new Survey(found.current(), found.earlier(), found.unreadable());
    }

    /**
     * Publishes again every document whose current version was issued in an earlier incarnation, deletions too, so that
     * all clients go to what the store holds now. Documents that were published together, and are unchanged since, come into
     * force together again. History stays whole. What somebody publishes meanwhile stands.
     *
     * @return what came of it
     * @throws StoreUnreachableException if the store is lost on the way; call this again for the rest
     */
    public Republished republish() {
        Recovery.Done done = recovery.republish();
        return new Republished(done.published(), done.failed());
    }

    /**
     * The current versions of all documents.
     *
     * @param current those that were issued in the present incarnation
     * @param earlier those that were issued in an earlier one
     * @param unreadable the documents whose head is damaged or not trusted, each with what is wrong
     */
    public record Survey(List<VersionInfo> current, List<VersionInfo> earlier, Map<DocumentId, String> unreadable) {
        /**
         * Copies the collections.
         *
         * @param current those that were issued in the present incarnation
         * @param earlier those that were issued in an earlier one
         * @param unreadable the documents whose head is damaged or not trusted, each with what is wrong
         */
        public Survey {
            current = List.copyOf(current);
            earlier = List.copyOf(earlier);
            unreadable = Map.copyOf(unreadable);
        }
    }

    /**
     * What came of publishing everything again.
     *
     * @param published the new versions
     * @param failed the documents that could not be published again, each with the reason
     */
    public record Republished(List<PublishResult> published, Map<DocumentId, String> failed) {
        /**
         * Copies the collections.
         *
         * @param published the new versions
         * @param failed the documents that could not be published again, each with the reason
         */
        public Republished {
            published = List.copyOf(published);
            failed = Map.copyOf(failed);
        }
    }
}
