/** Central Dogma in processes of its own, for the benchmarks that Edict is measured in; they run {@link io.edict.dogma.Main}. */
@NullMarked
package io.edict.dogma;

import org.jspecify.annotations.NullMarked;
