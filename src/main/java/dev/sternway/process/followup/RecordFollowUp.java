package dev.sternway.process.followup;

import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.followup.FollowUps;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordFollowUp")
class RecordFollowUp implements TaskListener {
    private final FollowUps followUps;
    private final Completer completer;

    RecordFollowUp(FollowUps followUps, Completer completer) {
        this.followUps = followUps;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        followUps.done(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                FollowUpVariables.TITLE.required(task),
                FollowUpVariables.NOTE.of(task).orElse(""));
    }
}
