/** Steps that people do; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.manual;

import org.jspecify.annotations.NullMarked;
