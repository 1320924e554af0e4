/** Work that remains after a rollback, handed to its owners; {@code run.close} opens it. */
@NullMarked
package dev.sternway.run.followup;

import org.jspecify.annotations.NullMarked;
