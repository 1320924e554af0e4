package dev.sternway.run.rollback;

import dev.sternway.document.MessageTemplate;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives the incident its id, and lets the guard go: the rollback has taken over. */
@Component
public class DeclareIncident {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");
    private static final int SUFFIX = 4;

    private final Runs runs;
    private final Rollbacks rollbacks;
    private final Guards guards;
    private final RollbackEngine engine;
    private final Trail trail;
    private final Clock clock;

    DeclareIncident(Runs runs, Rollbacks rollbacks, Guards guards, RollbackEngine engine, Trail trail, Clock clock) {
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.guards = guards;
        this.engine = engine;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional
    public String declare(String runId) {
        Runs.Run run = runs.get(runId);
        Rollback rollback = run.rollback().orElseThrow();
        if (rollback.incident().isPresent()) {
            return rollback.incident().get();
        }
        String incident = "INC-" + DAY.format(clock.instant().atZone(ZoneOffset.UTC)) + "-"
                + runId.substring(runId.length() - SUFFIX);
        rollbacks.incident(runId, incident);
        rollbacks.state(runId, Rollback.State.ROLLING_BACK);
        guards.replace(run.guard().with(Guard.State.ROLLING_BACK));
        trail.append(
                runId,
                "sternway",
                Entry.Kind.INCIDENT_DECLARED,
                "declared incident " + incident + "; commander: " + MessageTemplate.commander(run.plan()),
                Map.of("incident", incident));
        engine.endGuard(run.guard().id(), "rollback-requested");
        return incident;
    }
}
