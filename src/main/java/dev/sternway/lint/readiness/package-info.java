/** Rules about how ready people are for the plan; they warn. {@code lint} runs them with all others. */
@NullMarked
package dev.sternway.lint.readiness;

import org.jspecify.annotations.NullMarked;
