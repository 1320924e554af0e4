/** Triggers, their conditions and verdicts; {@code run} feeds it targets and takes its verdicts. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan"})
package dev.sternway.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
