/** Backups of guards: their certificates, which ones are kept, and which ones go; arming, doors and reports use it. */
@NullMarked
package dev.sternway.run.backup;

import org.jspecify.annotations.NullMarked;
