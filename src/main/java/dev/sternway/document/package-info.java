/** What people read: incident report, invitation, messages, summaries; {@code run} fills them. */
@NullMarked
package dev.sternway.document;

import org.jspecify.annotations.NullMarked;
