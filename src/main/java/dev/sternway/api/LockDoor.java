package dev.sternway.api;

import dev.sternway.base.ProblemException;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.lock.HoldTargets;
import dev.sternway.run.lock.Locks;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Locks on targets over REST. */
@RestController
@RequestMapping("/api/locks")
class LockDoor {
    private final Locks locks;
    private final HoldTargets hold;
    private final Rollbacks rollbacks;

    LockDoor(Locks locks, HoldTargets hold, Rollbacks rollbacks) {
        this.locks = locks;
        this.hold = hold;
        this.rollbacks = rollbacks;
    }

    /** Which lock is released, and why. */
    record Release(Optional<String> environment, Optional<String> target, Optional<String> reason) {}

    @GetMapping
    Map<String, Object> list() {
        return Map.of(
                "held", locks.held().stream().map(this::json).toList(),
                "waiting",
                        rollbacks.in(Rollback.State.WAITING).stream()
                                .map(LockDoor::json)
                                .toList());
    }

    @PostMapping("/release")
    Map<String, Object> release(@RequestBody Release release, Principal caller) {
        return json(hold.release(
                given(release.environment(), "environment"),
                given(release.target(), "target"),
                caller.getName(),
                release.reason().orElse("")));
    }

    private Map<String, Object> json(Locks.Held held) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("environment", held.environment());
        json.put("target", held.target());
        json.put("rollbackId", held.rollbackId());
        json.put("since", held.since());
        rollbacks.find(held.rollbackId()).ifPresent(holder -> {
            json.put("planId", holder.planId());
            json.put("state", holder.state());
            json.put("requestedBy", holder.requestedBy());
        });
        return json;
    }

    private static Map<String, Object> json(Rollback waiting) {
        return Map.of(
                "environment", waiting.environment(),
                "rollbackId", waiting.id(),
                "planId", waiting.planId(),
                "since", waiting.requestedAt());
    }

    private static String given(Optional<String> value, String name) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0803", "The field " + name + " is missing", name, "Send environment, target and reason"));
    }
}
