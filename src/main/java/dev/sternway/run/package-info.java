/** The use cases and the ports they need; owns transactions. The engine, the store and the doors are adapters around it. */
@NullMarked
package dev.sternway.run;

import org.jspecify.annotations.NullMarked;
