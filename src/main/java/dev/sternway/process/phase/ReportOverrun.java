package dev.sternway.process.phase;

import dev.sternway.base.DurationText;
import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.Escalate;
import java.time.Duration;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("reportOverrun")
class ReportOverrun implements JavaDelegate {
    private final Escalate escalate;

    ReportOverrun(Escalate escalate) {
        this.escalate = escalate;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String phase = RunVariables.PHASE.required(execution);
        var roles = escalate.window(RunVariables.RUN_ID.required(execution), phase);
        PhaseVariables.OVERRUN_GROUP.set(execution, String.join(",", roles));
        PhaseVariables.OVERRUN_TEXT.set(
                execution,
                "The phase " + phase + " should have ended after "
                        + DurationText.format(Duration.parse(RunVariables.PHASE_WINDOW.required(execution)))
                        + " and still runs.");
    }
}
