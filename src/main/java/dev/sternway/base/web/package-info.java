/** The one place from which Sternway asks other services over HTTP: limits on time, size and on where it may go. */
@NullMarked
package dev.sternway.base.web;

import org.jspecify.annotations.NullMarked;
