/**
 * For tests with real servers: processes that can be killed and paused, a proxy that breaks connections, and a plain
 * client. Exported to other modules in the test jar; whoever uses it needs JUnit, AssertJ and Awaitility.
 */
@NullMarked
package io.edict.plain.testing;

import org.jspecify.annotations.NullMarked;
