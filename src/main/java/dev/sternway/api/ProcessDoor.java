package dev.sternway.api;

import dev.sternway.run.propose.Proposal;
import dev.sternway.run.propose.ProposeDiagrams;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Designers bring diagrams, decisions and forms in; in production another designer lets them in. */
@RestController
@RequestMapping("/api/processes")
class ProcessDoor {
    private final ProposeDiagrams diagrams;

    ProcessDoor(ProposeDiagrams diagrams) {
        this.diagrams = diagrams;
    }

    /** @param files contents by file name */
    record Proposed(Optional<String> name, Optional<Map<String, String>> files) {}

    /** Why it is not let in. */
    record Rejection(Optional<String> reason) {}

    @GetMapping
    List<Map<String, Object>> list() {
        return diagrams.all().stream().map(ProcessDoor::json).toList();
    }

    @GetMapping("/{id}")
    Map<String, Object> show(@PathVariable String id) {
        Proposal proposal = diagrams.get(id);
        Map<String, Object> json = json(proposal);
        json.put("contents", proposal.files());
        return json;
    }

    /** 201 when it is deployed, 202 when it waits for another person. */
    @PostMapping
    ResponseEntity<Map<String, Object>> propose(@RequestBody Proposed proposed, Principal caller) {
        Proposal proposal =
                diagrams.propose(proposed.name().orElse(""), proposed.files().orElse(Map.of()), caller.getName());
        return ResponseEntity.status(proposal.verdict().isPresent() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .body(json(proposal));
    }

    @PostMapping("/{id}/approve")
    Map<String, Object> approve(@PathVariable String id, Principal caller) {
        return json(diagrams.approve(id, caller.getName()));
    }

    @PostMapping("/{id}/reject")
    Map<String, Object> reject(@PathVariable String id, @RequestBody Rejection rejection, Principal caller) {
        return json(diagrams.reject(id, rejection.reason().orElse(""), caller.getName()));
    }

    private static Map<String, Object> json(Proposal proposal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", proposal.id());
        json.put("name", proposal.name());
        json.put(
                "state",
                proposal.verdict()
                        .map(it -> it.deployed() ? "DEPLOYED" : "REJECTED")
                        .orElse("WAITING"));
        json.put("proposedBy", proposal.proposedBy());
        json.put("proposedAt", proposal.proposedAt());
        json.put("digest", proposal.digest());
        json.put("files", proposal.files().keySet());
        proposal.verdict().ifPresent(verdict -> {
            json.put("decidedBy", verdict.by());
            json.put("decidedAt", verdict.at());
            verdict.deployment().ifPresent(id -> json.put("deployment", id));
            json.put("reason", verdict.reason());
        });
        return json;
    }
}
