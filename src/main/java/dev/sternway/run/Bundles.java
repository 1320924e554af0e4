package dev.sternway.run;

import dev.sternway.plan.bundle.PlanBundle;
import java.util.Optional;

/** Where sealed plans are kept. */
public interface Bundles {
    /** @return the revision under which this content is registered; the same content gives the same revision */
    int register(String planId, PlanBundle bundle, String by);

    Optional<PlanBundle> find(String digest);
}
