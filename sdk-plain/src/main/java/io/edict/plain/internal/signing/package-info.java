/**
 * Signatures under versions: the bytes that are signed, keys and their files, and who is trusted for what.
 *
 * <p>Ed25519 from the JDK. A key's id is made of the public key, so it cannot lie. What is signed is in {@link
 * io.edict.plain.internal.signing.CanonicalForm}.
 */
@NullMarked
package io.edict.plain.internal.signing;

import org.jspecify.annotations.NullMarked;
