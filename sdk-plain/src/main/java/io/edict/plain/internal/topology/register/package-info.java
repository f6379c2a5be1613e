@NullMarked
package io.edict.plain.internal.topology.register;

import org.jspecify.annotations.NullMarked;
