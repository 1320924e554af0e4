/** Steps, levels and phases of a document: instructions for people, and commands as executors run them; readers uses it. */
@NullMarked
package dev.sternway.document.steps;

import org.jspecify.annotations.NullMarked;
