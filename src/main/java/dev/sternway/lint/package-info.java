/** What is wrong with a plan that can be read: one rule a class; cli and run use it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan"})
package dev.sternway.lint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
