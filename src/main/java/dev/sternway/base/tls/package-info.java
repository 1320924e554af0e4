/** Certificates of services that the machine does not know by itself; every package may use it. */
@NullMarked
package dev.sternway.base.tls;

import org.jspecify.annotations.NullMarked;
