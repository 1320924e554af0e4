/** The maintenance page in front of a service, on and off, by web server; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.maintenance;

import org.jspecify.annotations.NullMarked;
