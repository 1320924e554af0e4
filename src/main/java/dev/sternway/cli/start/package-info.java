/** What is said when the server does not start; {@code sternway serve} says it. */
@NullMarked
package dev.sternway.cli.start;

import org.jspecify.annotations.NullMarked;
