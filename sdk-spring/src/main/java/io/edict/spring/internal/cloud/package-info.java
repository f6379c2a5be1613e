/** Where Spring Cloud is present: what it is told of a generation that came into force. */
@NullMarked
package io.edict.spring.internal.cloud;

import org.jspecify.annotations.NullMarked;
