/** Locks on targets: one active rollback each, a holder that can be seen, those who wait in line, release by hand. */
@NullMarked
package dev.sternway.run.lock;

import org.jspecify.annotations.NullMarked;
