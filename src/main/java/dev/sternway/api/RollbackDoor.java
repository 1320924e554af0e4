package dev.sternway.api;

import dev.sternway.base.ProblemException;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.close.Documents;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.close.SalvageOf;
import dev.sternway.run.decide.WithdrawRestore;
import dev.sternway.run.rollback.RequestRollback;
import dev.sternway.run.underway.CancelStep;
import dev.sternway.run.undo.WayOn;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rollbacks over REST. */
@RestController
@RequestMapping("/api/rollbacks")
class RollbackDoor {
    private final RequestRollback request;
    private final WithdrawRestore withdraw;
    private final Rollbacks rollbacks;
    private final RollbackView view;
    private final SalvageOf salvage;
    private final Documents documents;
    private final Trail trail;
    private final CancelStep cancel;
    private final Runs runs;
    private final WayOn wayOn;

    RollbackDoor(
            RequestRollback request,
            WithdrawRestore withdraw,
            Rollbacks rollbacks,
            RollbackView view,
            SalvageOf salvage,
            Documents documents,
            Trail trail,
            CancelStep cancel,
            Runs runs,
            WayOn wayOn) {
        this.runs = runs;
        this.wayOn = wayOn;
        this.cancel = cancel;
        this.request = request;
        this.withdraw = withdraw;
        this.rollbacks = rollbacks;
        this.view = view;
        this.salvage = salvage;
        this.documents = documents;
        this.trail = trail;
    }

    /** What a caller sends. */
    record Wanted(
            Optional<String> planId,
            Optional<String> environment,
            Optional<String> reason,
            Optional<String> trigger,
            Optional<Boolean> dataDamaged) {}

    /** A step to be cancelled, which may be left out when only one runs, and why. */
    record Unwanted(Optional<String> step, Optional<String> reason) {
        String why() {
            return reason.orElse("");
        }
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> start(
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> key,
            Principal caller) {
        var started = request.request(
                new RequestRollback.Request(
                        given(wanted.planId(), "planId"),
                        given(wanted.environment(), "environment"),
                        given(wanted.reason(), "reason"),
                        wanted.trigger(),
                        wanted.dataDamaged().orElse(false)),
                key,
                caller.getName());
        return ResponseEntity.status(started.fresh() ? 201 : 200)
                .header("Location", "/api/rollbacks/" + started.rollback().id())
                .body(summary(started.rollback()));
    }

    @GetMapping
    List<Map<String, Object>> list() {
        return rollbacks.latest(100).stream().map(RollbackDoor::summary).toList();
    }

    @GetMapping("/{id}")
    Map<String, Object> show(@PathVariable String id) {
        Rollback rollback = find(id);
        Map<String, Object> json = summary(rollback);
        wayOn.of(runs.get(id), rollback.state()).ifPresent(text -> json.put("wayOn", text));
        json.put("phases", view.phases(id).stream().map(StepJson::of).toList());
        SalvageOf.Salvaged salvaged = salvage.of(id);
        json.put("salvage", Map.of("rows", salvaged.rows(), "lost", salvaged.lost(), "evidence", salvaged.evidence()));
        return json;
    }

    /** Takes back a restore that leadership has not approved yet. */
    @PostMapping("/{id}/withdraw")
    void withdraw(@PathVariable String id, @RequestBody GuardDoor.Reason reason, Principal caller) {
        withdraw.withdraw(id, caller.getName(), reason.text());
    }

    /** Ends a step that runs: its sessions and processes end, what is half done is removed. */
    @PostMapping("/{id}/cancel")
    Map<String, Object> cancel(@PathVariable String id, @RequestBody Unwanted unwanted, Principal caller) {
        find(id);
        return Map.of("step", cancel.cancel(id, unwanted.step(), caller.getName(), unwanted.why()));
    }

    @GetMapping("/{id}/ledger")
    List<?> ledger(@PathVariable String id) {
        find(id);
        return trail.of(id);
    }

    @GetMapping("/{id}/{document:report\\.md|report\\.html|post-mortem\\.ics}")
    ResponseEntity<String> document(@PathVariable String id, @PathVariable String document) {
        find(id);
        String type = document.endsWith(".html")
                ? "text/html;charset=UTF-8"
                : document.endsWith(".ics") ? "text/calendar;charset=UTF-8" : "text/markdown;charset=UTF-8";
        return documents
                .find(id, document)
                .map(content -> ResponseEntity.ok().header("Content-Type", type).body(content))
                .orElseThrow(() -> ProblemException.of(
                        "SW-0713", document + " is not written yet", id, "Wait until the rollback has ended"));
    }

    private Rollback find(String id) {
        return rollbacks
                .find(id)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0713", "No rollback has the id " + id, id, "Look at GET /api/rollbacks"));
    }

    private static String given(Optional<String> value, String name) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0803", "The field " + name + " is missing", name, "Send planId, environment and reason"));
    }

    private static Map<String, Object> summary(Rollback rollback) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", rollback.id());
        json.put("guardId", rollback.guardId());
        json.put("planId", rollback.planId());
        json.put("environment", rollback.environment());
        json.put("state", rollback.state());
        rollback.level().ifPresent(level -> json.put("level", level.name()));
        json.put("reason", rollback.reason());
        rollback.trigger().ifPresent(trigger -> json.put("trigger", trigger));
        json.put("requestedBy", rollback.requestedBy());
        rollback.decidedBy().ifPresent(person -> json.put("decidedBy", person));
        rollback.incident().ifPresent(incident -> json.put("incident", incident));
        json.put("requestedAt", rollback.requestedAt());
        rollback.firstActionAt().ifPresent(at -> json.put("firstActionAt", at));
        rollback.endedAt().ifPresent(at -> json.put("endedAt", at));
        return json;
    }
}
