/** REST and the application's wiring; nobody uses it. */
@NullMarked
package dev.sternway.api;

import org.jspecify.annotations.NullMarked;
