package dev.sternway.process.followup;

import java.time.Instant;
import java.util.Date;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives the task the plan's title, its owner and the day it is due. */
@Component("offerFollowUp")
class OfferFollowUp implements TaskListener {
    @Override
    public void notify(DelegateTask task) {
        task.setName(FollowUpVariables.TITLE.required(task));
        task.setDueDate(Date.from(Instant.parse(FollowUpVariables.DUE.required(task))));
        String owner = FollowUpVariables.OWNER.required(task);
        if (FollowUpVariables.OWNER_IS_PERSON.of(task).orElse(false)) {
            task.setAssignee(owner);
        } else {
            task.addCandidateGroup(owner);
        }
    }
}
