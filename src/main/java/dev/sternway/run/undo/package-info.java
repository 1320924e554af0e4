/** Takes back what an aborted phase has done, last step first. */
@NullMarked
package dev.sternway.run.undo;

import org.jspecify.annotations.NullMarked;
