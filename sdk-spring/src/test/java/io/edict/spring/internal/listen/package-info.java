/** Tests of what hears of changes. */
@NullMarked
package io.edict.spring.internal.listen;

import org.jspecify.annotations.NullMarked;
