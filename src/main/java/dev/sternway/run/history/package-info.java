/** Which rollbacks there were, by whom and how they ended, as the ledger tells it; the API shows it. */
@NullMarked
package dev.sternway.run.history;

import org.jspecify.annotations.NullMarked;
