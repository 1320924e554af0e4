/** Pauses what would deploy the broken version again, for a time that ends by itself; {@code run} ends it. */
@NullMarked
package dev.sternway.executor.deploy;

import org.jspecify.annotations.NullMarked;
