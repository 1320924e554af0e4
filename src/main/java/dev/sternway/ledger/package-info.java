/** Receipts of steps and the hash-chained trail of who did what; {@code run} writes both, {@code store} keeps them. */
@NullMarked
package dev.sternway.ledger;

import org.jspecify.annotations.NullMarked;
