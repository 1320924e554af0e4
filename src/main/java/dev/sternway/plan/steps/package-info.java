/** Which steps a plan and a level expand to; {@code run} runs them, the command line writes them down as a script. */
@NullMarked
package dev.sternway.plan.steps;

import org.jspecify.annotations.NullMarked;
