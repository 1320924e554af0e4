/** Looks at diagrams before they are deployed, without a server; the command line asks it. */
@NullMarked
package dev.sternway.process.check;

import org.jspecify.annotations.NullMarked;
