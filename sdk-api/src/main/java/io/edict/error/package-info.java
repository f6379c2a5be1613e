/**
 * What can go wrong, one class per reaction of the caller, all below {@link io.edict.error.EdictException}.
 *
 * <table>
 * <caption>What to do about each</caption>
 * <tr><th>error</th><th>what the caller can do</th></tr>
 * <tr><td>{@link io.edict.error.InvalidRequestException}</td><td>mend the call: the id, the setting, the size</td></tr>
 * <tr><td>{@link io.edict.error.InvalidDocumentException}</td><td>mend the text at the line and column given</td></tr>
 * <tr><td>{@link io.edict.error.ContentTooLargeException}</td><td>split the document, or raise the limit</td></tr>
 * <tr><td>{@link io.edict.error.ConflictException}</td><td>read again, decide again, publish again</td></tr>
 * <tr><td>{@link io.edict.error.DocumentAbsentException}</td><td>publish the document, or mend the id</td></tr>
 * <tr><td>{@link io.edict.error.DocumentRefusedException}</td><td>publish a version that the application accepts</td></tr>
 * <tr><td>{@link io.edict.error.VersionNotKeptException}</td><td>choose a version that history still holds</td></tr>
 * <tr><td>{@link io.edict.error.StoreUnreachableException}</td><td>mend the network or the servers; try later</td></tr>
 * <tr><td>{@link io.edict.error.OutcomeUnknownException}</td><td>look at the document's history once the store is back</td></tr>
 * <tr><td>{@link io.edict.error.AccessDeniedException}</td><td>ask the store's operator for the right</td></tr>
 * <tr><td>{@link io.edict.error.CorruptContentException}</td><td>publish again over what somebody damaged</td></tr>
 * <tr><td>{@link io.edict.error.UntrustedVersionException}</td><td>publish again with a trusted key, or trust the key that signed</td></tr>
 * <tr><td>{@link io.edict.error.LocalCopyException}</td><td>give the client a directory that it can write</td></tr>
 * <tr><td>{@link io.edict.error.ValueException}</td><td>mend the document, or the code that reads it</td></tr>
 * <tr><td>{@link io.edict.error.AwaitTimeoutException}</td><td>wait longer, or look at the document's status</td></tr>
 * <tr><td>{@link io.edict.error.ClientClosedException}</td><td>nothing: the client was closed</td></tr>
 * </table>
 *
 * <p>No message holds a configuration value, so all of them may be logged.
 */
@NullMarked
package io.edict.error;

import org.jspecify.annotations.NullMarked;
