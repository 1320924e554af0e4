/** Takes migrations back that are code in a team's project, by the project's own tool; the catalogue finds the executors. */
@NullMarked
package dev.sternway.executor.migrate.project;

import org.jspecify.annotations.NullMarked;
