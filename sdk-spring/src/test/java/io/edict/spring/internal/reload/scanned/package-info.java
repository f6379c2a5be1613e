/** Classes with properties to be found by scanning. */
@NullMarked
package io.edict.spring.internal.reload.scanned;

import org.jspecify.annotations.NullMarked;
