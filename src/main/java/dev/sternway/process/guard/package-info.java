/** Beans of guard.bpmn. */
@NullMarked
package dev.sternway.process.guard;

import org.jspecify.annotations.NullMarked;
