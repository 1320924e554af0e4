/** Keeps failed log-ins and tokens; nobody else uses it. */
@NullMarked
package dev.sternway.store.door;

import org.jspecify.annotations.NullMarked;
