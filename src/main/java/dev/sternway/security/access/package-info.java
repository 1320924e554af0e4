/** Who may do what: roles, actions, and the action that each endpoint needs. */
@NullMarked
package dev.sternway.security.access;

import org.jspecify.annotations.NullMarked;
