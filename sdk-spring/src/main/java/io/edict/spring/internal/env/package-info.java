/** What the environment shows of documents: flat keys of one version each, all of them moving at one instant. */
@NullMarked
package io.edict.spring.internal.env;

import org.jspecify.annotations.NullMarked;
