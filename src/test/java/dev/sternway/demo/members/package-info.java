/** Members of a site who log in, their database on MariaDB, and a release that asks them for a second factor. */
@NullMarked
package dev.sternway.demo.members;

import org.jspecify.annotations.NullMarked;
