/** Front ends: builds behind a link, what CDNs keep of them, and what is really served; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.frontend;

import org.jspecify.annotations.NullMarked;
