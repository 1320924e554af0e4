/** Backups as evidence: owner-only folders, manifests, encryption, certificates and free space; the executors and run use it. */
@NullMarked
package dev.sternway.database.backup;

import org.jspecify.annotations.NullMarked;
