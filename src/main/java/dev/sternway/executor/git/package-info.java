/** Work trees of git and their remotes, through the git command; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.git;

import org.jspecify.annotations.NullMarked;
