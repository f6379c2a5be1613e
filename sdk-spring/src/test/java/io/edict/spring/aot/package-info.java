/** Applications that are processed ahead of time. */
@NullMarked
package io.edict.spring.aot;

import org.jspecify.annotations.NullMarked;
