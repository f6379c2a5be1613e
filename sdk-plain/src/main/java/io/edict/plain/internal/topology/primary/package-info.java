/**
 * One cluster takes publishes, the others hold copies.
 *
 * <p>Who the primary is stands in every cluster, under an epoch that each promotion raises; a publish checks it in its
 * transaction, an installation compares it. What the primary committed is copied by {@code install}, in the order of
 * transactions, as far as documents tell it, so a standby is at every moment what the primary once was for each transaction.
 *
 * <p>A promotion that could not stop the old primary and copy the rest of it starts a new incarnation: what the old one took
 * alone can then never be taken for newer than what comes after. When it returns, those versions are set aside.
 */
@NullMarked
package io.edict.plain.internal.topology.primary;

import org.jspecify.annotations.NullMarked;
