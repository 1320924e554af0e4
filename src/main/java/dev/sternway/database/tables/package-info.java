/** Puts back only the tables that a release damaged, in one transaction; the executor for it uses it. */
@NullMarked
package dev.sternway.database.tables;

import org.jspecify.annotations.NullMarked;
