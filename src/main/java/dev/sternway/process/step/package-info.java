/** Beans of step.bpmn and the worker that runs steps. */
@NullMarked
package dev.sternway.process.step;

import org.jspecify.annotations.NullMarked;
