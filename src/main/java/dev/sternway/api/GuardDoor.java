package dev.sternway.api;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.arm.DescribeGuard;
import dev.sternway.run.arm.EndGuard;
import dev.sternway.run.arm.RequestGuard;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.underway.CancelStep;
import dev.sternway.run.watching.Verdicts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Arming over REST. */
@RestController
@RequestMapping("/api/guards")
class GuardDoor {
    private static final int MOST = 10_000;

    private final RequestGuard request;
    private final EndGuard end;
    private final Guards guards;
    private final Runs runs;
    private final RollbackView view;
    private final Verdicts verdicts;
    private final DescribeGuard describe;
    private final ProvenBackup backup;
    private final CancelStep cancel;

    GuardDoor(
            RequestGuard request,
            EndGuard end,
            Guards guards,
            Runs runs,
            RollbackView view,
            Verdicts verdicts,
            DescribeGuard describe,
            ProvenBackup backup,
            CancelStep cancel) {
        this.cancel = cancel;
        this.backup = backup;
        this.request = request;
        this.end = end;
        this.guards = guards;
        this.runs = runs;
        this.view = view;
        this.verdicts = verdicts;
        this.describe = describe;
    }

    /** Why something is ended or taken back. */
    record Reason(Optional<String> reason) {
        String text() {
            return reason.map(String::strip).orElse("");
        }
    }

    @PostMapping(consumes = "application/zip")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Object> arm(@RequestParam String environment, HttpServletRequest body, Principal caller)
            throws IOException {
        Guard guard = request.request(PlanBundle.ofZip(body.getInputStream()), environment, caller.getName());
        return summary(guard);
    }

    @GetMapping
    List<Map<String, Object>> list() {
        return guards.latest(100).stream().map(GuardDoor::summary).toList();
    }

    @GetMapping("/{id}")
    Map<String, Object> show(@PathVariable String id) {
        Runs.Run run = runs.get(id);
        if (run.rollback().isPresent()) {
            throw ProblemException.of("SW-0713", "No guard has the id " + id, id, "Look at GET /api/guards");
        }
        Map<String, Object> shown = summary(run.guard());
        backup.text(run).ifPresent(certificate -> shown.put("certificate", certificate));
        shown.put("steps", view.arming(id).steps().stream().map(StepJson::of).toList());
        shown.put("triggers", verdicts.latest(id));
        describe.rehearsal(run).ifPresent(rehearsal -> shown.put("rehearsal", rehearsal));
        return shown;
    }

    /** Every trigger with its newest evaluations, oldest first; a rollback's id stands for its guard. */
    @GetMapping("/{id}/verdicts")
    Map<String, Object> verdicts(@PathVariable String id, @RequestParam(defaultValue = "500") int last) {
        Runs.Run run = runs.get(id);
        Map<String, Object> shown = new LinkedHashMap<>();
        run.plan()
                .triggers()
                .forEach(trigger -> shown.put(
                        trigger.id(),
                        verdicts.recent(run.guard().id(), trigger.id(), Math.max(1, Math.min(last, MOST)))));
        return shown;
    }

    /** Ends a step of the arming that runs, as for a rollback. */
    @PostMapping("/{id}/cancel")
    Map<String, Object> cancel(@PathVariable String id, @RequestBody RollbackDoor.Unwanted unwanted, Principal caller) {
        return Map.of("step", cancel.cancel(id, unwanted.step(), caller.getName(), unwanted.why()));
    }

    @PostMapping("/{id}/release")
    void release(@PathVariable String id, @RequestBody Reason reason, Principal caller) {
        end.ask(id, Guard.State.RELEASED, caller.getName(), reason.text());
    }

    @PostMapping("/{id}/disarm")
    void disarm(@PathVariable String id, @RequestBody Reason reason, Principal caller) {
        end.ask(id, Guard.State.DISARMED, caller.getName(), reason.text());
    }

    private static Map<String, Object> summary(Guard guard) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", guard.id());
        json.put("planId", guard.planId());
        json.put("revision", guard.revision());
        json.put("digest", guard.digest());
        json.put("environment", guard.environment());
        json.put("state", guard.state());
        json.put("requestedBy", guard.requestedBy());
        json.put("requestedAt", guard.requestedAt());
        guard.approvedBy().ifPresent(person -> json.put("approvedBy", person));
        guard.preApprovedBy().ifPresent(person -> json.put("preApprovedBy", person));
        guard.armedAt().ifPresent(at -> json.put("armedAt", at));
        guard.expiresAt().ifPresent(at -> json.put("expiresAt", at));
        return json;
    }
}
