/** Steps in words of a POSIX shell: executors say them, the runbook is made of them. */
@NullMarked
package dev.sternway.plan.shell;

import org.jspecify.annotations.NullMarked;
