/** The only JDBC on Sternway's own tables; implements the ports of {@code run}. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "executor", "watch", "ledger", "run", "security"})
package dev.sternway.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
