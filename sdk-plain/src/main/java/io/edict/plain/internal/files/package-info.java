/**
 * The store in a directory of files: static configuration, a checkout of a repository, a mounted volume.
 *
 * <p><b>Documents</b> are the files {@code <namespace>/<name>.<extension>}, with {@code conf} or {@code hocon},
 * {@code json}, {@code properties}, {@code yaml} or {@code yml} for the format. What begins with a dot, is no valid id, or
 * has another extension is not looked at. On a file system that ignores case, ids must differ in more than case.
 *
 * <p><b>Edits by hand.</b> A file that was changed becomes a new version, by the file's owner, with the message
 * "edited in place"; a file that was removed is a deletion; what is found changed in one look is one publish. The system
 * tells of changes, and every file is looked at once in a check period besides. A file counts as saved when two looks, a
 * settle time (50 ms) apart, found it the same; so an editor that writes in two steps is caught between them only if it
 * pauses for longer. A document with two files, a file above the size limit, or one that cannot be read is
 * {@link io.edict.plain.internal.store.Reading.Unreadable}: its last version stays.
 *
 * <p><b>Publishing</b> writes the file, too. Versions stand in the hidden folder {@code .edict}, in a
 * {@link io.edict.plain.internal.files.Journal} of publishes that is owner-only, hidden from git, and rewritten when more
 * than half of it is not kept any more; {@link io.edict.plain.internal.files.Keeper} tells the steps of a publish and
 * what a crash leaves. Without the journal there is no history: if it vanishes while a store is open, the store is not to
 * be reached until it is back; the next to start begins a new history, of another store.
 *
 * <p><b>Several processes</b> may share a directory, if they may write to {@code .edict}: whoever changes it holds a lock,
 * and each reads on in the journal before it answers.
 *
 * <p><b>Where nothing can be written</b> (a read-only mount, a mounted ConfigMap whose link to the data is swapped), the
 * documents are served all the same. Their versions are then counted in memory, under an identity of the store that is new
 * with each start, so an application that restarts goes by the files and not by the numbers that it had seen. Publishing
 * is refused. A directory that is suddenly empty counts as lost, not as deletions.
 *
 * <p>Knows neither ZooKeeper nor the client.
 */
@NullMarked
package io.edict.plain.internal.files;

import org.jspecify.annotations.NullMarked;
