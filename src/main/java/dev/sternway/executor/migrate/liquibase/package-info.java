/** Takes Liquibase's changesets back through Liquibase itself, held in one transaction; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.migrate.liquibase;

import org.jspecify.annotations.NullMarked;
