/** Users of the to-do service, and what the service promised them. Only the demo and its tests use it. */
@NullMarked
package dev.sternway.demo.traffic;

import org.jspecify.annotations.NullMarked;
