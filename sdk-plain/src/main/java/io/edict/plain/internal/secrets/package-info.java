/**
 * Encrypted values: their form in the text, their envelope, and keys. Knows nothing of documents' formats.
 *
 * <p>{@code enc(1:KEY:BODY)} stands for a value. The body is base64url, without padding, of: two bytes of length, the
 * wrapped data key of that length, a nonce of 12 bytes, and the value's UTF-8 bytes under AES-256-GCM with a tag of 16
 * bytes. Each value has a data key of its own, wrapped by the master key that is named. What is authenticated with both is
 * the place: label, format, key, document, path. Versions and incarnations are not part of it, so that a rolled back or
 * restored text can be read.
 */
@NullMarked
package io.edict.plain.internal.secrets;

import org.jspecify.annotations.NullMarked;
