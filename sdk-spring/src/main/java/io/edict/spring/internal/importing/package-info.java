/** {@code spring.config.import=edict:} and the one client behind all imports: from the bootstrap context to the application context, and its end. */
@NullMarked
package io.edict.spring.internal.importing;

import org.jspecify.annotations.NullMarked;
