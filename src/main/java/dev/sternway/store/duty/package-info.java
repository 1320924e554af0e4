/** Who of several nodes on one database does what: who is on duty, and who starts first. */
@NullMarked
package dev.sternway.store.duty;

import org.jspecify.annotations.NullMarked;
