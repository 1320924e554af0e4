/** How what is told to people is worded. */
@NullMarked
package dev.sternway.base.words;

import org.jspecify.annotations.NullMarked;
