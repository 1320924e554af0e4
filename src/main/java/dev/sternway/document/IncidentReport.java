package dev.sternway.document;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything the incident report says, as plain facts. */
public record IncidentReport(
        String incident,
        String plan,
        String title,
        String release,
        String environment,
        String outcome,
        String level,
        String reason,
        String requestedBy,
        String decidedBy,
        Instant requestedAt,
        Optional<Instant> firstActionAt,
        Optional<Instant> endedAt,
        String triggerEvidence,
        List<Event> timeline,
        List<Step> steps,
        List<Window> windows,
        DataStatement data,
        List<FollowUp> followUps,
        String postMortem,
        String ledger) {
    /** One line of the timeline. */
    public record Event(Instant at, String actor, String kind, String text) {}

    /** One attempt of a step. */
    public record Step(
            String phase,
            String step,
            String state,
            Optional<Duration> estimate,
            Optional<Duration> actual,
            String note) {}

    /** One phase: how long it was allowed and how long it took. */
    public record Window(String phase, Duration within, Optional<Duration> actual) {}

    /** What became of the data. */
    public record DataStatement(
            long setAside, long lost, String where, String digest, String replayed, String verdict) {}

    /** Work that remains. */
    public record FollowUp(String title, String owner, String due) {}
}
