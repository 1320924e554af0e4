/** A rollback that people carry on by hand: all of it goes out to them, and their word comes back in; the API calls it. */
@NullMarked
package dev.sternway.run.hand;

import org.jspecify.annotations.NullMarked;
