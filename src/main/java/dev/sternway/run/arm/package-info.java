/** From a submitted plan to an armed guard and to its end; the guard process and the API call it. */
@NullMarked
package dev.sternway.run.arm;

import org.jspecify.annotations.NullMarked;
