/** Beans of steps.bpmn. */
@NullMarked
package dev.sternway.process.turn;

import org.jspecify.annotations.NullMarked;
