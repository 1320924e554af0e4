/** One class per verb of the command line; only the entry point uses it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {
            "base",
            "plan",
            "drawing",
            "process",
            "lint",
            "planner",
            "document",
            "database",
            "executor",
            "watch",
            "ledger",
            "run"
        })
package dev.sternway.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
