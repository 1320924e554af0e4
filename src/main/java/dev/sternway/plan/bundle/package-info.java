/** A plan's folder as sealed content; run, cli and api hand it on. */
@NullMarked
package dev.sternway.plan.bundle;

import org.jspecify.annotations.NullMarked;
