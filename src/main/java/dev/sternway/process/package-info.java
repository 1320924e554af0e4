/** The only importer of the process engine: names and typed variables. The engine calls it, and the command line has it look at diagrams. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "drawing", "decision", "executor", "watch", "ledger", "run", "security"})
package dev.sternway.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
