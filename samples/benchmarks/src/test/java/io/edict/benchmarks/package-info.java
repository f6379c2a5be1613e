@NullMarked
package io.edict.benchmarks;

import org.jspecify.annotations.NullMarked;
