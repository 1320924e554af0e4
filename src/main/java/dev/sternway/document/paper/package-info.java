/** Markdown on paper; the board offers reports in it. */
@NullMarked
package dev.sternway.document.paper;

import org.jspecify.annotations.NullMarked;
