/** Migration scripts in, proven way back out; the command line and the rehearsal use it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "database"})
package dev.sternway.planner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
