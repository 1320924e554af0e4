/** What a database's catalog and its tables say: schema lines, fingerprints, soundness; whatever compares databases uses it. */
@NullMarked
package dev.sternway.database.catalog;

import org.jspecify.annotations.NullMarked;
