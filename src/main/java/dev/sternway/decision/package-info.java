/** Severity, situation and options as pure functions beside decision.dmn; {@code run} uses it. */
@NullMarked
@ApplicationModule(allowedDependencies = "plan")
package dev.sternway.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
