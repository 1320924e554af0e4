/** Describes the API, and turns away what is no request to it; nobody uses it. */
@NullMarked
package dev.sternway.api.entry;

import org.jspecify.annotations.NullMarked;
