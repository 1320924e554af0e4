/** Where the traffic goes: files of nginx and servers of HAProxy; the catalogue loads it, and maintenance switches through it. */
@NullMarked
package dev.sternway.executor.traffic;

import org.jspecify.annotations.NullMarked;
