/** Tests of what Spring Boot finds by itself. */
@NullMarked
package io.edict.spring.internal.autoconfigure;

import org.jspecify.annotations.NullMarked;
