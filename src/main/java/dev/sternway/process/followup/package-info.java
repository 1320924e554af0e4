/** Beans of follow-up.bpmn. */
@NullMarked
package dev.sternway.process.followup;

import org.jspecify.annotations.NullMarked;
