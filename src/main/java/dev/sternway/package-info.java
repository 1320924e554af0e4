/** Entry point only. */
@NullMarked
package dev.sternway;

import org.jspecify.annotations.NullMarked;
