/** Plans out of rollback documents, nothing dropped; cli uses it. */
@NullMarked
package dev.sternway.document.imports;

import org.jspecify.annotations.NullMarked;
