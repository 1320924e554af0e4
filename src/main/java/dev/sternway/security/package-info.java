/** People, groups and who may knock at which door; the doors and the engine's adapter use it. */
@NullMarked
@ApplicationModule(allowedDependencies = "base")
package dev.sternway.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
