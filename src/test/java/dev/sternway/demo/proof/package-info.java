/** The demo's own evidence that a rollback kept its promises, without asking Sternway. Only the demo and its tests use it. */
@NullMarked
package dev.sternway.demo.proof;

import org.jspecify.annotations.NullMarked;
