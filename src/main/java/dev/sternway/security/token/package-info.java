/** Tokens for programs: made, shown once, listed, revoked, and recognised at the doors. */
@NullMarked
package dev.sternway.security.token;

import org.jspecify.annotations.NullMarked;
