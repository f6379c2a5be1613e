/** What operators see of the adapter through Spring Boot's Actuator and Micrometer: all from memory, values only where asked for. */
@NullMarked
package io.edict.spring.internal.actuate;

import org.jspecify.annotations.NullMarked;
