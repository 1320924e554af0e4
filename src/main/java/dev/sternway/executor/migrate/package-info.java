/** Takes migrations back with the team's own tool and repairs the tool's history; the catalogue finds the executors. */
@NullMarked
package dev.sternway.executor.migrate;

import org.jspecify.annotations.NullMarked;
