/**
 * Binds configuration to types: records, interfaces, collections, scalars and what converters make.
 *
 * <p><b>Two steps.</b> A type is compiled once for each {@link io.edict.plain.internal.bind.Binder}: reflection looks at it
 * as a whole ({@code Shape}, which has no type variables left), and what comes of it is a tree of {@code Plan}s. What is
 * wrong with the type itself is told then, as an {@link io.edict.error.InvalidRequestException} that names the member:
 * mending the configuration would not help. From then on each version of the configuration is bound by walking plan and
 * configuration together, without reflection. Plans refer to one another in circles where types do; they are complete
 * before any other thread sees them.
 *
 * <p><b>All problems at once.</b> A plan that cannot make its value tells the {@code Pass} why and gives null; whoever asked
 * goes on with the next member, and gives null itself in the end. So one publication mends all. A value is made only of
 * parts that are whole: constructors, converters and conditions of the application never see half of one. Constraints of
 * Jakarta Validation and the binding's conditions are asked last, of the whole value.
 *
 * <p><b>Nothing is trusted.</b> The configuration may nest as deeply and be as long as documents may; numbers with
 * millions of digits, patterns that exhaust the stack, and keys as long as a document are problems like others. The
 * application's code may throw what it likes. No message holds a value: exceptions of typesafe-config, of the JDK and of
 * the application quote them, so that of these only the class is ever told. Keys are told; secrets are no keys.
 *
 * <p><b>Readings.</b> What a text means is left to typesafe-config wherever it has an opinion, so that a value reads the same
 * from a snapshot and from a record. Only where it would silently change a number (a fraction for an {@code int}, a whole
 * number beyond 64 bits, a duration beyond 292 years) is there a problem instead.
 */
@NullMarked
package io.edict.plain.internal.bind;

import org.jspecify.annotations.NullMarked;
