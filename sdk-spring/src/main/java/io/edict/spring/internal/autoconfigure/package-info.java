/** What Spring Boot finds by itself: one final class for each thing that may be there or not. */
@NullMarked
package io.edict.spring.internal.autoconfigure;

import org.jspecify.annotations.NullMarked;
