/** Feature flags, switched off at once and put back exactly as they were at arming; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.flags;

import org.jspecify.annotations.NullMarked;
