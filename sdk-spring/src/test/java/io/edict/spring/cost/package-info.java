/** What the adapter costs; programs to be run by hand, not tests. */
@NullMarked
package io.edict.spring.cost;

import org.jspecify.annotations.NullMarked;
