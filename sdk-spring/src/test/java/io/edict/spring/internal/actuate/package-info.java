/** Tests of what operators see. */
@NullMarked
package io.edict.spring.internal.actuate;

import org.jspecify.annotations.NullMarked;
