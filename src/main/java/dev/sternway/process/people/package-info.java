/** The engine's users and groups as Sternway's people: passwords, roles, the caller of a request. Nobody uses it. */
@NullMarked
package dev.sternway.process.people;

import org.jspecify.annotations.NullMarked;
