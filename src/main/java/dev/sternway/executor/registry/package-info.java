/** Registries of container images and the tags in them; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.registry;

import org.jspecify.annotations.NullMarked;
