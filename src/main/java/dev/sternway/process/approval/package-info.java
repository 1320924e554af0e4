/** Beans of approval.bpmn, which a phase's diagram calls to ask people. */
@NullMarked
package dev.sternway.process.approval;

import org.jspecify.annotations.NullMarked;
