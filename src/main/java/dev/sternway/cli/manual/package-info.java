/** What verbs say of themselves: exit codes, completion for shells, manual pages; the root command uses it. */
@NullMarked
package dev.sternway.cli.manual;

import org.jspecify.annotations.NullMarked;
