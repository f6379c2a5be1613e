/** What Spring Boot users of Edict see: the adapter on top of {@code edict-sdk-plain}. */
@NullMarked
package io.edict.spring;

import org.jspecify.annotations.NullMarked;
