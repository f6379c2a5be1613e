/** For tests of applications: {@link io.edict.spring.test.EdictTest} gives a Spring Boot test a store of its own. */
@NullMarked
package io.edict.spring.test;

import org.jspecify.annotations.NullMarked;
