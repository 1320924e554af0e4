/** What makes a diagram safe to run and easy to read, one rule per file; the command line and the tests ask them. */
@NullMarked
package dev.sternway.drawing.rule;

import org.jspecify.annotations.NullMarked;
