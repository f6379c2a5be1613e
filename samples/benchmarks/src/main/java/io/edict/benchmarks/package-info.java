/**
 * What Edict costs. {@link io.edict.benchmarks.Main} runs one of four measurements: reading, binding anew, documents on
 * demand, and pushing versions to many clients.
 */
@NullMarked
package io.edict.benchmarks;

import org.jspecify.annotations.NullMarked;
