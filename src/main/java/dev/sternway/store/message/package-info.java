/** Keeps messages that wait to be sent; nobody else uses it. */
@NullMarked
package dev.sternway.store.message;

import org.jspecify.annotations.NullMarked;
