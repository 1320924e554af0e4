package dev.sternway.document;

import dev.sternway.document.IncidentReport.DataStatement;
import dev.sternway.document.IncidentReport.Event;
import dev.sternway.document.IncidentReport.FollowUp;
import dev.sternway.document.IncidentReport.Step;
import dev.sternway.document.IncidentReport.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports to render: one as it comes, one whose every text means harm. */
final class Reports {
    private static final Instant START = Instant.parse("2026-11-24T22:30:00Z");

    private Reports() {}

    static IncidentReport usual() {
        return report("Error rate of 34 % on /users", "wrote to the incident channel");
    }

    /** @param words stands wherever a person or a service has a say */
    static IncidentReport hostile(String words) {
        return report(words, words);
    }

    private static IncidentReport report(String reason, String words) {
        return new IncidentReport(
                "INC-2026-11-24-1",
                "add-email",
                reason.startsWith("Error") ? "E-mail for users" : reason,
                "2.4.0",
                "production",
                "ROLLED_BACK",
                "Level 2: full data rollback",
                reason,
                "trigger api-errors",
                "maria",
                START,
                Optional.of(at(65)),
                Optional.of(at(900)),
                "api-errors: FIRED, 34 % is more than 10 % for 60 s (GET /metrics/errors, rule > 10%)\n" + words,
                List.of(
                        new Event(START, "trigger api-errors", "ROLLBACK_REQUESTED", "asked for a rollback: " + reason),
                        new Event(at(1), "sternway", "LEVEL_RECOMMENDED", "recommends L2: the full way back is proven"),
                        new Event(at(40), "sternway", "DECISION_HANDED_OVER", "deploy-lead did not answer in time"),
                        new Event(at(60), "maria", "DECIDED", "decided: L2, " + words),
                        new Event(at(62), "sternway", "INCIDENT_DECLARED", "declared incident INC-2026-11-24-1"),
                        new Event(at(63), "sternway", "MESSAGE_SENT", "Tell engineering"),
                        new Event(at(64), "sternway", "MESSAGE_FAILED", "Tell support: SW-0530 " + words),
                        new Event(at(300), "sternway", "WINDOW_OVERRUN", "preservation overran its window of 2m"),
                        new Event(at(400), "ivan", "STEP_CHOICE", "skips Warm the cache: " + words),
                        new Event(at(800), "maria", "CONFIRMED", "confirmed: " + words)),
                List.of(
                        step("PRESERVATION", "Show the maintenance page", "DONE", 10, 4, "status 200"),
                        step("DATA", "Freeze todo", "DONE", 5, 2, "sessions-ended 3"),
                        step("DATA", "Set aside values of users", "DONE", 10, 3, "values-set-aside 42"),
                        step("DATA", "Undo constraints, then columns", "FAILED", 60, 12, "SW-0411 " + words),
                        step("DATA", "Undo constraints, then columns", "DONE", 60, 95, "statements 5"),
                        step("RESTORATION", "Deploy 2.3.1", "DONE", 120, 110, words),
                        step("VALIDATION", "Warm the cache", "SKIPPED", 30, 0, words)),
                List.of(
                        new Window("PRESERVATION", Duration.ofMinutes(2), Optional.of(Duration.ofSeconds(245))),
                        new Window("DATA", Duration.ofMinutes(45), Optional.of(Duration.ofSeconds(130))),
                        new Window("RESTORATION", Duration.ofHours(1), Optional.of(Duration.ofSeconds(115))),
                        new Window("VALIDATION", Duration.ofHours(2), Optional.empty())),
                new DataStatement(
                        42,
                        0,
                        "salvage/todo/users.email.jsonl",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "no",
                        "schema and data equal to the state before"),
                List.of(
                        new FollowUp("Find the root cause", "maria", "within 48h"),
                        new FollowUp(words, "ivan", "within 168h")),
                "booked the post-mortem for 2026-11-26T09:00:00Z",
                "10 entries, intact. The last hash is 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752");
    }

    private static Step step(String phase, String name, String state, int estimate, int actual, String note) {
        return new Step(
                phase,
                name,
                state,
                Optional.of(Duration.ofSeconds(estimate)),
                actual == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(actual)),
                note);
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
