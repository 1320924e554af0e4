/** Requests to a service and what is expected of the answer; the check and notify families send theirs through it. */
@NullMarked
package dev.sternway.executor.http;

import org.jspecify.annotations.NullMarked;
