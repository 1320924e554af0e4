/** REST and the application's wiring; nobody uses it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "watch", "ledger", "run", "security"})
package dev.sternway.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
