/** What the engine would ask its database, or parse, again and again, though the answer cannot have changed. */
@NullMarked
package dev.sternway.process.known;

import org.jspecify.annotations.NullMarked;
