/** Applications with Spring Cloud that take their configuration anew while they run; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.springcloud;

import org.jspecify.annotations.NullMarked;
