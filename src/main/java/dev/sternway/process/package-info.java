/** The only importer of the process engine: names and typed variables. Nobody uses it; the engine calls it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "decision", "executor", "watch", "ledger", "run", "security"})
package dev.sternway.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
