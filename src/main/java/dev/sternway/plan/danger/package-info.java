/** Commands that destroy what no level sets aside; lint and document look for them. */
@NullMarked
package dev.sternway.plan.danger;

import org.jspecify.annotations.NullMarked;
