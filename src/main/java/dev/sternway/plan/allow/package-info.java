/** What plans may reach and run in an environment, as whoever runs Sternway says; lint, executors and run use it. */
@NullMarked
package dev.sternway.plan.allow;

import org.jspecify.annotations.NullMarked;
