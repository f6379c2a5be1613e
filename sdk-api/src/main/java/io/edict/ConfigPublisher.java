package io.edict;

import io.edict.error.AccessDeniedException;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.CorruptContentException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.error.UntrustedVersionException;
import io.edict.error.VersionNotKeptException;
import java.util.List;
import java.util.Optional;

/**
 * Publishes documents and reads their history: what an operator does.
 *
 * <p>All methods may be called from any thread, and block until the store has answered or the request deadline (default
 * 15 seconds) has passed. Each may throw {@link StoreUnreachableException} and {@link AccessDeniedException}; reading
 * methods also {@link CorruptContentException} where the store holds something that Edict did not write. Where the client
 * was told whom to trust, what reads content (reading, comparing, rolling back) throws {@link UntrustedVersionException}
 * for a version that none of these has signed.
 */
public interface ConfigPublisher {
    /**
     * Publishes one document.
     *
     * <p>When this returns, the version is durable and in history. A connection lost on the way is resolved by asking the
     * store whether the publish took effect, and sending it again if it did not; only if that cannot be found out within
     * the deadline, {@link OutcomeUnknownException} is thrown.
     *
     * @param publication what to publish
     * @return the new version, and the one it replaced
     * @throws InvalidDocumentException if the text does not parse; nothing was written
     * @throws io.edict.error.SecretException if it has a damaged {@code enc(...)}; nothing was written
     * @throws ContentTooLargeException if the text is above the limit; nothing was written
     * @throws ConflictException if the expectation does not hold; nothing was written
     * @throws DocumentAbsentException on rollback or deletion of a document that does not exist
     * @throws VersionNotKeptException on rollback to a version that history does not hold
     * @throws OutcomeUnknownException if it may have taken effect or not
     */
    PublishResult publish(Publication publication);

    /**
     * Publishes several documents in one transaction: all of them or none.
     *
     * @param publications what to publish, each document once
     * @return the results, in the same order
     * @throws InvalidRequestException if the list is empty or names a document twice
     * @throws ConflictException as {@link #publish(Publication)}; likewise all others named there
     */
    List<PublishResult> publish(List<Publication> publications);

    /**
     * Reads the current version.
     *
     * @param id the document
     * @return the current version, possibly a deletion, or empty if the document never existed
     */
    Optional<Document> read(DocumentId id);

    /**
     * Reads a version that history keeps.
     *
     * @param id the document
     * @param number the version's number
     * @return the version
     * @throws VersionNotKeptException if history does not hold it
     */
    Document read(DocumentId id, long number);

    /**
     * Lists the versions that history keeps and that can be read. What somebody damaged is left out; {@link #audit} shows
     * it. Whether a version is signed by a trusted key makes no difference here.
     *
     * @param id the document
     * @return the versions, newest first; empty if the document never existed
     */
    List<VersionInfo> history(DocumentId id);

    /**
     * Lists what history keeps, damaged versions included, and says of each what its signature is worth to this client.
     * Signatures are verified, but no content is read.
     *
     * @param id the document
     * @return what is kept, newest first; empty if the document never existed
     */
    List<AuditEntry> audit(DocumentId id);

    /**
     * Compares two versions, by key and as text.
     *
     * @param id the document
     * @param from the one side's number
     * @param to the other side's number
     * @return the difference
     * @throws VersionNotKeptException if history does not hold both
     */
    DocumentDiff diff(DocumentId id, long from, long to);

    /**
     * Lists the namespaces.
     *
     * @return their names, sorted
     */
    List<String> namespaces();

    /**
     * Lists the documents of a namespace, deleted ones included. Whether a version is signed by a trusted key makes no
     * difference here.
     *
     * @param namespace the namespace
     * @return the current version of each, sorted by name; empty if there is no such namespace
     */
    List<VersionInfo> list(String namespace);
}
