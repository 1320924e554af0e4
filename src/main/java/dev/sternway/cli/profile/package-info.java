/** Who somebody is at which server: from options, the environment or the file of profiles; Server uses it. */
@NullMarked
package dev.sternway.cli.profile;

import org.jspecify.annotations.NullMarked;
