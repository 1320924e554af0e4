package dev.sternway.run.followup;

import dev.sternway.ledger.Entry;
import dev.sternway.plan.Plan;
import dev.sternway.run.Rollback;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands the plan's follow-ups to their owners as tasks, and notes what came of them. */
@Component
public class FollowUps {
    private static final Duration USUAL = Duration.ofDays(7);

    private final Runs runs;
    private final RollbackEngine engine;
    private final Trail trail;
    private final Clock clock;

    FollowUps(Runs runs, RollbackEngine engine, Trail trail, Clock clock) {
        this.runs = runs;
        this.engine = engine;
        this.trail = trail;
        this.clock = clock;
    }

    /** To be called once, when the rollback ends. An owner who is no role of the plan is a person; without one the decider is. */
    @Transactional
    public void open(Runs.Run run) {
        Plan plan = run.plan();
        String incident = run.rollback().flatMap(Rollback::incident).orElse(run.id());
        for (Plan.FollowUp work : plan.afterwards().followUps()) {
            String owner = work.owner().orElse(plan.decision().by());
            var due = clock.instant().plus(work.within().orElse(USUAL)).truncatedTo(ChronoUnit.SECONDS);
            boolean person = !plan.roles().containsKey(owner)
                    && plan.roles().values().stream().anyMatch(people -> people.contains(owner));
            engine.startFollowUp(
                    new Remaining(run.id(), plan.metadata().title(), incident, work.title(), owner, person, due));
            trail.append(
                    run.id(),
                    "sternway",
                    Entry.Kind.FOLLOW_UP_OPENED,
                    work.title() + ": " + owner + ", due " + due,
                    Map.of("owner", owner, "due", due.toString()));
        }
    }

    @Transactional
    public void done(String runId, String by, String title, String note) {
        trail.append(
                runId,
                by,
                Entry.Kind.FOLLOW_UP_DONE,
                title + (note.isBlank() ? "" : ": " + note),
                Map.of("title", title));
    }
}
