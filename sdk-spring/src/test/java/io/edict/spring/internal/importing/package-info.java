/** Tests of imports, with real applications. */
@NullMarked
package io.edict.spring.internal.importing;

import org.jspecify.annotations.NullMarked;
