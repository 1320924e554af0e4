/** Beans of close.bpmn. */
@NullMarked
package dev.sternway.process.close;

import org.jspecify.annotations.NullMarked;
