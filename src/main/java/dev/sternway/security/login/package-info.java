/** Slows down whoever guesses passwords; the doors ask it before they check one. */
@NullMarked
package dev.sternway.security.login;

import org.jspecify.annotations.NullMarked;
