/** The use cases and the ports they need; owns transactions. The engine, the store and the doors are adapters around it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "lint", "document", "database", "executor", "decision", "watch", "ledger"
        })
package dev.sternway.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
