package dev.sternway.run.rollback;

import dev.sternway.run.Rollback;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Rollbacks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Starts a rollback, once per idempotency key. */
@Component
public class RequestRollback {
    private final Rollbacks rollbacks;
    private final RollbackEngine engine;

    RequestRollback(Rollbacks rollbacks, RollbackEngine engine) {
        this.rollbacks = rollbacks;
        this.engine = engine;
    }

    /**
     * What is asked for.
     *
     * @param trigger id of the plan's trigger that fired, if one did
     * @param dataDamaged somebody says that data is corrupted or lost
     */
    public record Request(
            String planId, String environment, String reason, Optional<String> trigger, boolean dataDamaged) {}

    /** @param fresh false when the key had started it before */
    public record Started(Rollback rollback, boolean fresh) {}

    public Started request(Request request, Optional<String> key, String by) {
        Optional<Rollback> before = key.flatMap(rollbacks::byKey);
        if (before.isPresent()) {
            return new Started(before.get(), false);
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("planId", request.planId());
        variables.put("environment", request.environment());
        variables.put("reason", request.reason());
        variables.put("dataDamaged", request.dataDamaged());
        request.trigger().ifPresent(trigger -> variables.put("triggerId", trigger));
        key.ifPresent(it -> variables.put("idempotencyKey", it));
        try {
            return started(variables, by);
        } catch (DuplicateKeyException raced) {
            Optional<Rollback> twin = key.flatMap(rollbacks::byKey);
            return twin.isPresent() ? new Started(twin.get(), false) : started(variables, by);
        }
    }

    /** Another start may take the key or a target at the same moment; the second try sees it. */
    private Started started(Map<String, Object> variables, String by) {
        String id = engine.startRollback(variables, by);
        return new Started(rollbacks.find(id).orElseThrow(), true);
    }
}
