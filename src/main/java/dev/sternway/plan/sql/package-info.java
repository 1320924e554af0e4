/** What SQL scripts would destroy, as labels for people; lint and the executors ask it, nobody decides by it. */
@NullMarked
package dev.sternway.plan.sql;

import org.jspecify.annotations.NullMarked;
