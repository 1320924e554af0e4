/** A plan that is being read out of a document, with an account of every line; readers fill it. */
@NullMarked
package dev.sternway.document.draft;

import org.jspecify.annotations.NullMarked;
