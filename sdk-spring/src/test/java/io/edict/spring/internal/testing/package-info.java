/** Stand-ins for parts of the adapter, for tests of the other parts. */
@NullMarked
package io.edict.spring.internal.testing;

import org.jspecify.annotations.NullMarked;
