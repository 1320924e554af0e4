/** Triggers of armed guards, their verdicts, and the rollback that a firing starts; runs by itself. */
@NullMarked
package dev.sternway.run.watching;

import org.jspecify.annotations.NullMarked;
