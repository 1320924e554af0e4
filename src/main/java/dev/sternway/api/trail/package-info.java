/** The execution history over REST, and where calls come from; nobody uses it. */
@NullMarked
package dev.sternway.api.trail;

import org.jspecify.annotations.NullMarked;
