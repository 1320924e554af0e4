/** What people say of a step: how to go on after a failure, and how work by hand went. */
@NullMarked
package dev.sternway.process.choice;

import org.jspecify.annotations.NullMarked;
