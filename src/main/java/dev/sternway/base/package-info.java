/** Problems, secrets and digests; every package may use it. */
@NullMarked
package dev.sternway.base;

import org.jspecify.annotations.NullMarked;
