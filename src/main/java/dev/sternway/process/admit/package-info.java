/** Lets in only diagrams, decisions and forms that hold no code, and takes from the engine what could run code. */
@NullMarked
package dev.sternway.process.admit;

import org.jspecify.annotations.NullMarked;
