/** Diagrams, decisions and forms that people propose, and that in production another person lets in. */
@NullMarked
package dev.sternway.run.propose;

import org.jspecify.annotations.NullMarked;
