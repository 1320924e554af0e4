/** Checks of what users do at a service: version, health, log-in, a whole round of writes; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.check.service;

import org.jspecify.annotations.NullMarked;
