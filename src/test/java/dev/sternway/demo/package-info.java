/** What {@code ./sternway demo} runs: a service, its users, and a failed release rolled back by Sternway. Only tests come in from outside. */
@NullMarked
package dev.sternway.demo;

import org.jspecify.annotations.NullMarked;
