package dev.sternway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.SternwayServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Follows a guard and its rollback over REST, and tells what is new. */
final class RollbackWatch {
    private static final Set<String> OVER = Set.of("ROLLED_BACK", "HELD", "PAUSED", "ABORTED", "NOT_CONFIRMED");
    private static final Set<String> WELL = Set.of("DONE", "ALREADY", "BY_HAND");
    private static final Pattern PROBLEM = Pattern.compile("SW-\\d{4} [^\"]+");
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final SternwayServer server;
    private final Desk desk;
    private final Narrator narrator;
    private final Duration patience;
    private final Set<String> told = new HashSet<>();

    RollbackWatch(SternwayServer server, Desk desk, Narrator narrator, Duration patience) {
        this.server = server;
        this.desk = desk;
        this.narrator = narrator;
        this.patience = patience;
    }

    void untilArmed(String guard) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            JsonNode now = server.read("maria", "/api/guards/" + guard);
            String state = now.path("state").asText();
            tell(now.path("steps"));
            if (state.equals("ARMED")) {
                return;
            }
            if (Set.of("NOT_ARMED", "EXPIRED", "DISARMED").contains(state)) {
                throw new DemoFailure("the guard was not armed: it is " + state + refusal(guard));
            }
            desk.attend();
            narrator.progress("guard " + guard + ": " + state);
            Thread.sleep(PAUSE.toMillis());
        }
        throw new DemoFailure("the guard was not armed within " + patience.toSeconds() + " s" + because());
    }

    /** The id of the rollback that a trigger asked for. */
    String untilTriggered(String plan, String guard) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            JsonNode all = server.read("maria", "/api/rollbacks");
            for (JsonNode rollback : all.path("items").isArray() ? all.path("items") : all) {
                if (rollback.path("planId").asText().equals(plan)) {
                    return rollback.path("id").asText();
                }
            }
            for (JsonNode trigger : server.read("maria", "/api/guards/" + guard).path("triggers")) {
                if (!trigger.path("state").asText().equals("QUIET")) {
                    narrator.progress(trigger.path("id").asText() + ": "
                            + trigger.path("state").asText() + ", "
                            + trigger.path("why").asText());
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new DemoFailure("no trigger fired within " + patience.toSeconds() + " s");
    }

    JsonNode untilOver(String rollback) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            JsonNode now = server.read("maria", "/api/rollbacks/" + rollback);
            for (JsonNode phase : now.path("phases")) {
                tellPhase(phase);
            }
            String state = now.path("state").asText();
            if (OVER.contains(state) && !now.path("endedAt").asText("null").equals("null")) {
                return now;
            }
            desk.attend();
            narrator.progress("rollback: " + state);
            Thread.sleep(PAUSE.toMillis());
        }
        throw new DemoFailure("the rollback did not end within " + patience.toSeconds() + " s" + because());
    }

    static Optional<Duration> between(JsonNode from, JsonNode to) {
        return from.isTextual() && to.isTextual()
                ? Optional.of(Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText())))
                : Optional.empty();
    }

    private void tellPhase(JsonNode phase) {
        if (phase.path("steps").isEmpty()) {
            return;
        }
        String name = phase.path("phase").asText();
        if (phase.path("startedAt").isTextual() && told.add(name)) {
            narrator.chapter("Phase " + name.toLowerCase(java.util.Locale.ROOT));
        }
        tell(phase.path("steps"));
    }

    private void tell(JsonNode steps) {
        for (JsonNode step : steps) {
            String state = step.path("state").asText();
            boolean over = step.path("endedAt").isTextual();
            String key = step.path("activity").asText()
                    + step.path("index").asText()
                    + step.path("attempt").asText();
            if (over && told.add(key)) {
                String problem = step.path("problem").asText("null");
                narrator.say(
                        (WELL.contains(state) ? "✔ " : "✘ ") + step.path("name").asText() + "   "
                                + Narrator.seconds(step.path("actualMillis").asLong())
                                + (problem.equals("null") || problem.isEmpty() ? "" : "   " + problem));
            } else if (!over) {
                narrator.progress("… " + step.path("name").asText());
            }
        }
    }

    /** The last problem in the guard's ledger, or whatever else is known. */
    private String refusal(String guard) throws InterruptedException {
        return server.get(SternwayServer.ADMIN, "/api/ledger?run=" + guard)
                .map(answer -> PROBLEM.matcher(answer.text()))
                .flatMap(found -> found.results().map(MatchResult::group).reduce((one, two) -> two))
                .map(problem -> ": " + problem)
                .orElseGet(this::because);
    }

    private String because() {
        return desk.failedStep().map(step -> ": " + step).orElse("; see " + server.log());
    }
}
