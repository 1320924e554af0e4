/** What is measured for operators: times of rollbacks, phases and steps, and what is open now; the store counts. */
@NullMarked
package dev.sternway.run.measure;

import org.jspecify.annotations.NullMarked;
