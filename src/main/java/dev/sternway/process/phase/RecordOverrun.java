package dev.sternway.process.phase;

import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.FollowPhases;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordOverrun")
class RecordOverrun implements TaskListener {
    private final FollowPhases follow;
    private final Completer completer;

    RecordOverrun(FollowPhases follow, Completer completer) {
        this.follow = follow;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        follow.overrunHandled(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                PhaseVariables.OVERRUN_NOTE.of(task).orElse("seen"));
    }
}
