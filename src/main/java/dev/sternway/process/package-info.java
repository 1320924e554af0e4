/** The only importer of the process engine: names and typed variables. Nobody uses it; the engine calls it. */
@NullMarked
package dev.sternway.process;

import org.jspecify.annotations.NullMarked;
