/** How the adapter's tests start applications, on every version of Spring Boot. */
@NullMarked
package io.edict.spring.testing;

import org.jspecify.annotations.NullMarked;
