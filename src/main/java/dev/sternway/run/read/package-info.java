/** What people read of a sealed plan before they accept it, and how it differs from the one before; the board shows it. */
@NullMarked
package dev.sternway.run.read;

import org.jspecify.annotations.NullMarked;
