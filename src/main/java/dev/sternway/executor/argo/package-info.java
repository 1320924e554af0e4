/** What Argo deploys: applications of Argo CD and rollouts of Argo Rollouts; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.argo;

import org.jspecify.annotations.NullMarked;
