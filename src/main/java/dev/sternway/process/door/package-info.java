/** What the engine's own REST API answers when a request is wrong: what is wrong, and nothing of how it is made. */
@NullMarked
package dev.sternway.process.door;

import org.jspecify.annotations.NullMarked;
