/** What every door has in common: headers, limits on bodies, quiet errors. */
@NullMarked
package dev.sternway.security.web;

import org.jspecify.annotations.NullMarked;
