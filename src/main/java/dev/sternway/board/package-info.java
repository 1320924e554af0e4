/** Live pages for people: what happens, what is asked of them, what comes next; nobody uses it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "document", "database", "decision", "watch", "ledger", "run", "security"
        })
package dev.sternway.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
