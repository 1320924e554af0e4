/** What a step can use: the executor contract and the catalogue. One sub-package per family; {@code run} calls them. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan", "database", "watch"})
package dev.sternway.executor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
