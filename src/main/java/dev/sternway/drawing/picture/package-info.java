/** Diagrams as pictures: SVG from where the Modeler put each shape, the same for the same file on every machine. */
@NullMarked
package dev.sternway.drawing.picture;

import org.jspecify.annotations.NullMarked;
