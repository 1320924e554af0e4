package dev.sternway.process.followup;

import dev.sternway.process.RunVariables;
import dev.sternway.process.Var;
import dev.sternway.run.followup.Remaining;
import java.util.HashMap;
import java.util.Map;

/** Names of follow-up.bpmn. */
public final class FollowUpVariables {
    public static final String KEY = "follow-up";
    static final Var<String> TITLE = Var.text("followUpTitle");
    static final Var<String> NOTE = Var.text("followUpNote");
    static final Var<String> OWNER = Var.text("followUpOwner");
    static final Var<Boolean> OWNER_IS_PERSON = Var.flag("followUpOwnerIsPerson");
    static final Var<String> DUE = Var.text("followUpDue");

    private FollowUpVariables() {}

    public static Map<String, Object> of(Remaining work) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(RunVariables.RUN_ID.name(), work.rollbackId());
        variables.put(RunVariables.PLAN_TITLE.name(), work.planTitle());
        variables.put(RunVariables.INCIDENT.name(), work.incident());
        variables.put(TITLE.name(), work.title());
        variables.put(OWNER.name(), work.owner());
        variables.put(OWNER_IS_PERSON.name(), work.ownerIsPerson());
        variables.put(DUE.name(), work.due().toString());
        return variables;
    }
}
