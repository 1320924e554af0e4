/** What is wrong with a plan that can be read: one rule a class; cli and run use it. */
@NullMarked
package dev.sternway.lint;

import org.jspecify.annotations.NullMarked;
