/**
 * What users read: views of documents and of layers, live values and pins, and the one reference that moves them all.
 *
 * <p><b>One instant.</b> {@link io.edict.plain.internal.live.Board} holds the current {@link
 * io.edict.plain.internal.live.Frame}: the state of every view, in an array, replaced as a whole. Snapshots and pins are
 * read through it, so a commit of several documents is one reference write. A live value is read hotter than that and has
 * fields of its own. For its commit to be the same instant, they are first marked as <em>undecided</em> between the old
 * and the new value, and which of them counts is told by the frame. Then the frame is replaced, which decides them all at
 * once; then the fields get the new values plainly. A reader that meets the mark looks at the frame; no reader ever waits.
 *
 * <p><b>Preparing.</b> The next state of a view is made from its next snapshot and its state now, on any thread, user
 * code included ({@link io.edict.plain.internal.live.BaseView#prepare}). {@link io.edict.plain.internal.live.Board#seal}
 * then checks that the states it was made from still hold: somebody may have made another live value meanwhile. If so it
 * is prepared again. From sealing to commit no live value can be added to the views concerned; whoever tries waits, for as
 * long as it takes to write local copies.
 */
@NullMarked
package io.edict.plain.internal.live;

import org.jspecify.annotations.NullMarked;
