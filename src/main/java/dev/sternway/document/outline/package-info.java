/** A Markdown document as sections, key–value lines, lists, tables and code, each with its lines; imports reads plans from it. */
@NullMarked
package dev.sternway.document.outline;

import org.jspecify.annotations.NullMarked;
