/** Beans of rollback.bpmn. */
@NullMarked
package dev.sternway.process.rollback;

import org.jspecify.annotations.NullMarked;
