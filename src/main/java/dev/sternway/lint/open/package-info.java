/** Rules about what an imported document left open; {@code lint} runs them with all others. */
@NullMarked
package dev.sternway.lint.open;

import org.jspecify.annotations.NullMarked;
