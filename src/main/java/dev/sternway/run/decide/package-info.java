/** What is decided without asking, what is taken back before it is approved, and what those who decide read. */
@NullMarked
package dev.sternway.run.decide;

import org.jspecify.annotations.NullMarked;
