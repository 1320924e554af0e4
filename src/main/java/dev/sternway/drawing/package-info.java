/** Diagrams as they lie in their files: how they are read, what they bring, and the rules they keep; without the engine. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "executor"})
package dev.sternway.drawing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
