/** Receipts of steps and the hash-chained trail of who did what; {@code run} writes both, {@code store} keeps them. */
@NullMarked
@ApplicationModule(allowedDependencies = "base")
package dev.sternway.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
