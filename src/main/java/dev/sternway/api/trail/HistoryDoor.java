package dev.sternway.api.trail;

import dev.sternway.run.history.ExecutionHistory;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which rollbacks there were, and how they went. */
@RestController
class HistoryDoor {
    private static final int MOST = 1000;

    private final ExecutionHistory history;

    HistoryDoor(ExecutionHistory history) {
        this.history = history;
    }

    /** Newest first. */
    @GetMapping("/api/history")
    List<ExecutionHistory.Execution> list(
            @RequestParam Optional<String> plan,
            @RequestParam Optional<String> environment,
            @RequestParam(defaultValue = "100") int last) {
        return history.latest(Math.max(1, Math.min(last, MOST))).stream()
                .filter(one -> plan.isEmpty() || plan.get().equals(one.planId()))
                .filter(one -> environment.isEmpty() || environment.get().equals(one.environment()))
                .toList();
    }
}
