/** Where triggers' numbers come from; {@code run} opens them. */
@NullMarked
package dev.sternway.watch.source;

import org.jspecify.annotations.NullMarked;
