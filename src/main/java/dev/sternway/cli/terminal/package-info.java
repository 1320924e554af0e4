/** What verbs know of the terminal they write to: whether it is one, its size, whether colours are welcome. */
@NullMarked
package dev.sternway.cli.terminal;

import org.jspecify.annotations.NullMarked;
