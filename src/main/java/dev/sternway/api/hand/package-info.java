/** Rollbacks that people carry on by hand, over REST; nobody uses it. */
@NullMarked
package dev.sternway.api.hand;

import org.jspecify.annotations.NullMarked;
