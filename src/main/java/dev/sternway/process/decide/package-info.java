/** Beans of decide.bpmn. */
@NullMarked
package dev.sternway.process.decide;

import org.jspecify.annotations.NullMarked;
