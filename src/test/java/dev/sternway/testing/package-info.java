/** Real servers that tests share; every test may use it. */
@NullMarked
package dev.sternway.testing;

import org.jspecify.annotations.NullMarked;
