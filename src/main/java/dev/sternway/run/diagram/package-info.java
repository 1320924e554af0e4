/** How a rollback went through its diagrams; the board draws it. */
@NullMarked
package dev.sternway.run.diagram;

import org.jspecify.annotations.NullMarked;
