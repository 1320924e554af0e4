/** Configuration: files, dotenv files and Consul's keys, back to what they were at arming; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.config;

import org.jspecify.annotations.NullMarked;
