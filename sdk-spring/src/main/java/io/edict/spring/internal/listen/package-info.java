/** What hears of a generation that came into force: annotated methods, Spring's events, logging levels. */
@NullMarked
package io.edict.spring.internal.listen;

import org.jspecify.annotations.NullMarked;
