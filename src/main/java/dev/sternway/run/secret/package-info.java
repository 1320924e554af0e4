/** Where secrets come from beside the environment, and how they look inside of other text. */
@NullMarked
package dev.sternway.run.secret;

import org.jspecify.annotations.NullMarked;
