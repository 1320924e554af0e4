/** A plan and a level as a shell script that does the same when Sternway itself is down; the command line asks for it. */
@NullMarked
package dev.sternway.document.runbook;

import org.jspecify.annotations.NullMarked;
