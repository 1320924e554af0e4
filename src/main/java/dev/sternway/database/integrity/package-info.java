/** Asks a database whether it is sound; the check executor uses it. */
@NullMarked
package dev.sternway.database.integrity;

import org.jspecify.annotations.NullMarked;
