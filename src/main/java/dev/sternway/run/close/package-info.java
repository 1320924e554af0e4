/** What remains after a rollback: report, post-mortem, salvage; the close process and the API call it. */
@NullMarked
package dev.sternway.run.close;

import org.jspecify.annotations.NullMarked;
