/** Answers the engine with what people say that they did; the use case calls it through its port. */
@NullMarked
package dev.sternway.process.hand;

import org.jspecify.annotations.NullMarked;
