/** Alerts of monitoring systems: kept once, matched with an armed plan's trigger, acted on; the doors use it. */
@NullMarked
package dev.sternway.run.alert;

import org.jspecify.annotations.NullMarked;
