/** What stands on the demo's stage: host, mail and chat sinks, the plan's copy, Sternway's process. Only the demo uses it. */
@NullMarked
package dev.sternway.demo.stage;

import org.jspecify.annotations.NullMarked;
