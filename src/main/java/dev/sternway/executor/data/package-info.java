/** Freeze, salvage, fingerprints and proofs on a database; the catalogue finds them. */
@NullMarked
package dev.sternway.executor.data;

import org.jspecify.annotations.NullMarked;
