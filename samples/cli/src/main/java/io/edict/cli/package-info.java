/**
 * The operator's command, {@code edict}. Each subcommand is a class of its own; {@link io.edict.cli.EdictCommand} holds
 * what all of them take, {@link io.edict.cli.Terminal} is all that they know of the world outside.
 */
@NullMarked
package io.edict.cli;

import org.jspecify.annotations.NullMarked;
