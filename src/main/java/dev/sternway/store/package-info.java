/** The only JDBC on Sternway's own tables; implements the ports of {@code run}. */
@NullMarked
package dev.sternway.store;

import org.jspecify.annotations.NullMarked;
