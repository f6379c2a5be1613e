/**
 * What Edict costs. {@link io.edict.benchmarks.Main} runs one of three measurements: reading, binding anew, and documents
 * on demand.
 */
@NullMarked
package io.edict.benchmarks;

import org.jspecify.annotations.NullMarked;
