/** JSON as RFC 8259 has it, and nothing else, read in one pass. */
@NullMarked
package io.edict.plain.internal.json;

import org.jspecify.annotations.NullMarked;
