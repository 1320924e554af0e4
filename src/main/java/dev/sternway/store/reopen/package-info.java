/** Opens the file database again after it could not write. Nobody calls it. */
@NullMarked
package dev.sternway.store.reopen;

import org.jspecify.annotations.NullMarked;
