/** Objects of a cluster that pods and traffic read: configuration, secrets, ingresses; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.kubernetes.objects;

import org.jspecify.annotations.NullMarked;
