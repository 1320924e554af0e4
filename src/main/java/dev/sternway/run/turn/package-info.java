/** Which steps of an activity start next, where a plan says what comes after what. */
@NullMarked
package dev.sternway.run.turn;

import org.jspecify.annotations.NullMarked;
