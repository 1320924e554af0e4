/** Checks by the team's own tests and browser scripts; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.check.suite;

import org.jspecify.annotations.NullMarked;
