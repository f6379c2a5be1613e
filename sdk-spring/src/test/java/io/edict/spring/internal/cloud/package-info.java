/** Tests of what Spring Cloud is told. */
@NullMarked
package io.edict.spring.internal.cloud;

import org.jspecify.annotations.NullMarked;
