/** From the request to the decision and through the phases; the rollback processes and the API call it. */
@NullMarked
package dev.sternway.run.rollback;

import org.jspecify.annotations.NullMarked;
