/** Keys and values of Consul; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.consul;

import org.jspecify.annotations.NullMarked;
