/** From an arriving version to beans that show it: pin, bind, validate, judge, commit at one instant, then react. */
@NullMarked
package io.edict.spring.internal.reload;

import org.jspecify.annotations.NullMarked;
