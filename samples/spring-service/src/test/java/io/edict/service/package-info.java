/** Tests of the service and of its story. */
@NullMarked
package io.edict.service;

import org.jspecify.annotations.NullMarked;
