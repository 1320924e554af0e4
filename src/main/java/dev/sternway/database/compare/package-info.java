/** Finds the keys of rows that differ between two databases; salvage, restores and the command line use it. */
@NullMarked
package dev.sternway.database.compare;

import org.jspecify.annotations.NullMarked;
