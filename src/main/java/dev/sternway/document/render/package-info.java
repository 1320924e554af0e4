/** The complete plan as a document for review; cli and board show it, imports reads it back. */
@NullMarked
package dev.sternway.document.render;

import org.jspecify.annotations.NullMarked;
