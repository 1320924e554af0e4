/** What runs in a cluster of Kubernetes: rollouts, capacity, images, configuration, ingresses; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.kubernetes;

import org.jspecify.annotations.NullMarked;
