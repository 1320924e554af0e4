/** Sets rows and values aside, and puts them back; the data executors use it. */
@NullMarked
package dev.sternway.database.salvage;

import org.jspecify.annotations.NullMarked;
