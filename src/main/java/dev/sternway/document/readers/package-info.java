/** One reader for each kind of section of a rollback document; imports starts them. */
@NullMarked
package dev.sternway.document.readers;

import org.jspecify.annotations.NullMarked;
