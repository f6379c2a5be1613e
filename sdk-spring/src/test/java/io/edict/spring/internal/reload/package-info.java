/** Tests of how versions come into force in an application, with real applications. */
@NullMarked
package io.edict.spring.internal.reload;

import org.jspecify.annotations.NullMarked;
