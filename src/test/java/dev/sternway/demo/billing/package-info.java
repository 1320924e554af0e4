/** A billing service in Python, its code in git, its processes under supervisord, and a release that is a list of changes. */
@NullMarked
package dev.sternway.demo.billing;

import org.jspecify.annotations.NullMarked;
