/** What people read: incident report, invitation, messages, summaries; {@code run} fills them. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan"})
package dev.sternway.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
