/** The to-do service that the demo breaks and Sternway brings back; a process of its own. Only the demo and its tests start it. */
@NullMarked
package dev.sternway.demo.victim;

import org.jspecify.annotations.NullMarked;
