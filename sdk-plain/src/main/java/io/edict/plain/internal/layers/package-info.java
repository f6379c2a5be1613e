/**
 * Several layers seen as one configuration: merging them, resolving references across them, and telling where a value comes
 * from and what is hidden.
 *
 * <p>Pure logic: no thread, no store, no client; only {@link LocalFile} touches the disk. Everything but it is immutable.
 *
 * <h2>From texts to a merged version</h2>
 *
 * <p>Each text is parsed once and keeps its references as they are written ({@link io.edict.plain.internal.content.Parsed}).
 * Whenever one layer changes, {@link Merge} lays all of them on one another anew, the highest on top, and only then resolves
 * references: so {@code ${pool.size}} in a low layer sees a high layer's value, and it does not matter which neighbours
 * are merged first. A reference that no layer fulfils, a circle across layers, or layers that multiply one another make the
 * merge fail; the error names the text whose reference it is. What a higher layer hides is never resolved and cannot fail.
 *
 * <p>System properties and environment variables ({@link Overrides}) take the spelling of their keys from the layers below
 * them. Those change, so that this happens at each merge, from the lowest layer up.
 *
 * <h2>What a layer has</h2>
 *
 * <p>What hides what is told from the layers as they are written, not from the merged values, because typesafe-config
 * forgets there which layers took part ({@code merge of …}). An object is merged with objects below it and hides anything
 * else; a value, null too, hides everything below it; a value built upon itself ({@code +=}) hides nothing. Where a layer
 * has a reference, the merged value that it leads to tells which of these it is.
 *
 * <p>A document's own values, as its snapshot shows them, are those that it can tell by itself. What refers to another
 * layer has no value there.
 */
@NullMarked
package io.edict.plain.internal.layers;

import org.jspecify.annotations.NullMarked;
