/** Physical copies of a whole PostgreSQL server: is its log archived, and a server beside it that is brought to a moment. */
@NullMarked
package dev.sternway.database.cluster;

import org.jspecify.annotations.NullMarked;
