/** Beans of undo.bpmn. */
@NullMarked
package dev.sternway.process.undo;

import org.jspecify.annotations.NullMarked;
