/** Starts the engine, deploys the diagrams, guards its doors and implements the port that the use cases see. */
@NullMarked
package dev.sternway.process.engine;

import org.jspecify.annotations.NullMarked;
