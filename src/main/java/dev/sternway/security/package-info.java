/** People, groups and who may knock at which door; the doors and the engine's adapter use it. */
@NullMarked
package dev.sternway.security;

import org.jspecify.annotations.NullMarked;
