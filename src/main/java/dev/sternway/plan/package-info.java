/** The reviewed plan as records: what a release changes, when to roll it back, and how. Every package may read it. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "base")
package dev.sternway.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
