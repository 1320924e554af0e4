/** Checks that change nothing: of a service's answers and of a database's rows; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.check;

import org.jspecify.annotations.NullMarked;
