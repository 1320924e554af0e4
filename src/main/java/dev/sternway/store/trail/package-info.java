/** Keeps the ledger from being changed where the database cannot do it by itself; the database calls it. */
@NullMarked
package dev.sternway.store.trail;

import org.jspecify.annotations.NullMarked;
