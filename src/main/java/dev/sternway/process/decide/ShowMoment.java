package dev.sternway.process.decide;

import dev.sternway.decision.Moment;
import dev.sternway.process.RunVariables;
import dev.sternway.run.decide.LookAtMoment;
import dev.sternway.run.rollback.AssessSituation;
import java.util.Optional;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows what rolling back would cost now: when the task is made, and again as often as the diagram says. */
@Component("showMoment")
class ShowMoment implements TaskListener {
    private static final Logger LOG = LoggerFactory.getLogger(ShowMoment.class);
    private static final String NOTHING = "No level that touches data fits: nothing would be lost.";

    private final LookAtMoment look;
    private final AssessSituation assess;

    ShowMoment(LookAtMoment look, AssessSituation assess) {
        this.look = look;
        this.assess = assess;
    }

    /** A decision never waits for a count that fails. */
    @Override
    public void notify(DelegateTask task) {
        String runId = RunVariables.RUN_ID.required(task);
        try {
            if (task.getEventName().equals(EVENTNAME_TIMEOUT)) {
                AssessSituation.Assessment found = assess.assess(runId);
                DecideVariables.TRIGGER_EVIDENCE.set(task, found.evidence());
                DecideVariables.OPTIONS.set(task, found.options());
            }
            Optional<Moment> before = DecideVariables.MOMENT_MARK.of(task).flatMap(Moment::parse);
            Optional<Moment> now = look.now(runId, DecideVariables.RECOMMENDED_LEVEL.required(task));
            DecideVariables.MOMENT.set(task, now.map(it -> it.text(before)).orElse(NOTHING));
            DecideVariables.MOMENT_MARK.set(task, now.map(Moment::mark).orElse(""));
        } catch (RuntimeException unreadable) {
            LOG.warn("What {} would cost now cannot be told: {}", runId, unreadable.getMessage());
            DecideVariables.MOMENT.set(task, "Cannot be counted now: " + unreadable.getMessage());
        }
    }
}
