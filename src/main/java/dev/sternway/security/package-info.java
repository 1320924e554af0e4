/** People, roles and who may knock at which door; the doors, the store and the engine's adapter use it. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "base")
package dev.sternway.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
