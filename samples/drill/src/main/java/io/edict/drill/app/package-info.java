/** What runs in the processes of publishers and followers. */
@NullMarked
package io.edict.drill.app;

import org.jspecify.annotations.NullMarked;
