/** Severity, situation and options as pure functions beside decision.dmn; {@code run} uses it. */
@NullMarked
package dev.sternway.decision;

import org.jspecify.annotations.NullMarked;
