/** What Spring Boot users of Edict will see: the adapter on top of {@code edict-sdk-plain}. Nothing is here yet. */
@NullMarked
package io.edict.spring;

import org.jspecify.annotations.NullMarked;
