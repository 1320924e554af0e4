/** Which connections others than the store's own classes work with. */
@NullMarked
package dev.sternway.store.connection;

import org.jspecify.annotations.NullMarked;
