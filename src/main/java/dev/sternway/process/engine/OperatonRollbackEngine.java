package dev.sternway.process.engine;

import dev.sternway.process.RunVariables;
import dev.sternway.process.followup.FollowUpVariables;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.followup.Remaining;
import dev.sternway.security.Groups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.impl.identity.Authentication;
import org.operaton.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts and ends processes on the embedded engine, on behalf of a named person, who may be a part of Sternway. */
@Component
class OperatonRollbackEngine implements RollbackEngine {
    private final RuntimeService runtime;
    private final IdentityService identity;
    private final Trusted trusted;

    OperatonRollbackEngine(RuntimeService runtime, IdentityService identity, Trusted trusted) {
        this.runtime = runtime;
        this.identity = identity;
        this.trusted = trusted;
    }

    @Override
    @Transactional
    public void startGuard(String guardId, String requestedBy) {
        trusted.call(
                () -> runtime.startProcessInstanceByKey("guard", guardId, Map.of(RunVariables.RUN_ID.name(), guardId)));
    }

    @Override
    @Transactional
    public void watchGuard(String guardId, Duration left) {
        trusted.call(() -> runtime.createProcessInstanceByKey("guard")
                .businessKey(guardId)
                .setVariable(RunVariables.RUN_ID.name(), guardId)
                .setVariable("certificateExpiry", left.toString())
                .startBeforeActivity("watch-release")
                .execute());
    }

    @Override
    @Transactional
    public boolean endGuard(String guardId, String end) {
        return trusted.call(() -> !runtime.createMessageCorrelation(end)
                .processInstanceBusinessKey(guardId)
                .correlateAllWithResult()
                .isEmpty());
    }

    @Override
    @Transactional
    public boolean withdrawRestore(String rollbackId) {
        return trusted.call(() -> !runtime.createMessageCorrelation("restore-withdrawn")
                .processInstanceVariableEquals(RunVariables.RUN_ID.name(), rollbackId)
                .correlateAllWithResult()
                .isEmpty());
    }

    @Override
    @Transactional
    public void targetsFree(String rollbackId) {
        trusted.call(() -> runtime.createMessageCorrelation("targets-released")
                .processInstanceVariableEquals(RunVariables.RUN_ID.name(), rollbackId)
                .correlateWithResult());
    }

    @Override
    @Transactional
    public void startFollowUp(Remaining work) {
        trusted.call(() -> runtime.startProcessInstanceByKey(
                FollowUpVariables.KEY, work.rollbackId(), FollowUpVariables.of(work)));
    }

    @Override
    @Transactional
    public String startRollback(Map<String, Object> variables, String requestedBy) {
        Authentication before = identity.getCurrentAuthentication();
        if (before == null) {
            identity.setAuthentication(new Authentication(requestedBy, List.of(Groups.ADMIN)));
        }
        try {
            ProcessInstance instance = runtime.createProcessInstanceByKey("rollback")
                    .setVariables(variables)
                    .executeWithVariablesInReturn();
            return String.valueOf(((org.operaton.bpm.engine.runtime.ProcessInstanceWithVariables) instance)
                    .getVariables()
                    .get(RunVariables.RUN_ID.name()));
        } finally {
            if (before == null) {
                identity.clearAuthentication();
            }
        }
    }
}
