/** A Spring Boot service that follows published versions, and the story that shows it. */
@NullMarked
package io.edict.service;

import org.jspecify.annotations.NullMarked;
