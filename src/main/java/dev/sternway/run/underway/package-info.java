/** What runs now: how far it is, and how a person cancels it; the API asks, the worker tells. */
@NullMarked
package dev.sternway.run.underway;

import org.jspecify.annotations.NullMarked;
