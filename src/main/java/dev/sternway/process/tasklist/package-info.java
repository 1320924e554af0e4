/** What Tasklist shows: its lists, and the dates on its cards. */
@NullMarked
package dev.sternway.process.tasklist;

import org.jspecify.annotations.NullMarked;
