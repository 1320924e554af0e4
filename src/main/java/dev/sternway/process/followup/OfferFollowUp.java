package dev.sternway.process.followup;

import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives the task the plan's title and its owner. */
@Component("offerFollowUp")
class OfferFollowUp implements TaskListener {
    @Override
    public void notify(DelegateTask task) {
        task.setName(FollowUpVariables.TITLE.required(task));
        String owner = FollowUpVariables.OWNER.required(task);
        if (FollowUpVariables.OWNER_IS_PERSON.of(task).orElse(false)) {
            task.setAssignee(owner);
        } else {
            task.addCandidateGroup(owner);
        }
    }
}
