package dev.sternway.run.close;

import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records what a person wants done with the data set aside. */
@Component
public class ChooseSalvage {
    private final Trail trail;

    ChooseSalvage(Trail trail) {
        this.trail = trail;
    }

    @Transactional
    public void choose(String runId, String by, String choice) {
        trail.append(
                runId,
                by,
                Entry.Kind.SALVAGE_DECIDED,
                "chose for the data set aside: " + choice,
                Map.of("choice", choice));
    }
}
