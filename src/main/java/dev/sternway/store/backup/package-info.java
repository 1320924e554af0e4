/** Backs up the database that Sternway keeps its state in; {@code run} asks through its port. */
@NullMarked
package dev.sternway.store.backup;

import org.jspecify.annotations.NullMarked;
