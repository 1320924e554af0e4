/** PostgreSQL as a target: connections, snapshots, fingerprints, salvage, clones; executors, watch and run use it. */
@NullMarked
package dev.sternway.database;

import org.jspecify.annotations.NullMarked;
