/** PostgreSQL as a target: connections, snapshots, fingerprints, salvage, clones; executors, watch and run use it. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"base", "plan"})
package dev.sternway.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
