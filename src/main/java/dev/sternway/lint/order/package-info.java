/** Rules about what comes after what. */
@NullMarked
package dev.sternway.lint.order;

import org.jspecify.annotations.NullMarked;
