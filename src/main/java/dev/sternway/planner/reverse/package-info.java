/** Derives the statements that lead from one catalog back to an earlier one; the prover runs and checks them. */
@NullMarked
package dev.sternway.planner.reverse;

import org.jspecify.annotations.NullMarked;
