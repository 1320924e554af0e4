package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.words.Counted;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.cli.tray.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A guard or rollback for people to read.
 *
 * @param now the server's time, where what is shown may grow old; without it the same state is always the same text
 */
record StatusText(Terminal terminal, Optional<Instant> now) {
    /** Nothing goes on before a person has chosen. */
    private static final Set<String> STOPPED = Set.of("REFUSED", "CANCELLED");

    /** While other states of a run last, its steps are history. */
    private static final Set<String> UNDERWAY = Set.of("ARMING", "ROLLING_BACK", "ABORTING");

    private static final Set<String> OVER = Set.of("DONE", "ALREADY", "SKIPPED", "BY_HAND");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    String line(JsonNode one) {
        String id = String.format("%-46s ", one.path("id").asText());
        String rest = String.format(
                " %-12s %s",
                one.path("environment").asText(), one.path("planId").asText());
        return id + state(String.format("%-14s", one.path("state").asText())) + rest;
    }

    List<String> lines(JsonNode one) {
        List<String> lines = new ArrayList<>(head(one));
        boolean underway = UNDERWAY.contains(one.path("state").asText());
        for (JsonNode phase : phases(one)) {
            lines.addAll(phase(phase, underway));
        }
        return lines;
    }

    /** So that it fits: first phases in which nothing happens lose their steps, then steps far from what happens. */
    List<String> lines(JsonNode one, int rows) {
        List<String> whole = lines(one);
        if (whole.size() <= rows) {
            return whole;
        }
        List<String> lines = new ArrayList<>(head(one));
        List<String> here = new ArrayList<>();
        int from = 0;
        boolean underway = UNDERWAY.contains(one.path("state").asText());
        for (JsonNode phase : phases(one)) {
            List<String> all = phase(phase, underway);
            long over = count(phase, true);
            if (over > 0 && over < phase.path("steps").size()) {
                from = here.size() + Math.max(0, (int) over - 2);
                here.addAll(all);
            } else if (!phase.path("steps").isEmpty()) {
                here.add(all.get(0) + "  (" + Counted.of(phase.path("steps").size(), "step") + ")");
            }
        }
        int room = Math.max(3, rows - lines.size() - 1);
        int start = Math.max(0, Math.min(from, here.size() - room));
        lines.addAll(here.subList(start, Math.min(here.size(), start + room)));
        if (here.size() > room) {
            lines.add(terminal.quiet("  … " + (here.size() - room) + " more lines; sternway status "
                    + one.path("id").asText() + " shows all"));
        }
        return lines;
    }

    private static Iterable<JsonNode> phases(JsonNode one) {
        return one.has("phases") ? one.path("phases") : List.of(one);
    }

    private static long count(JsonNode phase, boolean over) {
        long count = 0;
        for (JsonNode step : phase.path("steps")) {
            count += !over || OVER.contains(step.path("state").asText()) ? 1 : 0;
        }
        return count;
    }

    private List<String> head(JsonNode one) {
        List<String> lines = new ArrayList<>(List.of(line(one)));
        if (one.has("reason")) {
            lines.add("  " + one.path("reason").asText() + "; asked for by "
                    + one.path("requestedBy").asText()
                    + time(one, "requestedAt").map(at -> " at " + at).orElse("")
                    + (one.has("trigger") ? ", trigger " + one.path("trigger").asText() : ""));
        }
        if (one.has("level")) {
            lines.add("  decided: " + one.path("level").asText()
                    + (one.has("decidedBy") ? " by " + one.path("decidedBy").asText() : "")
                    + (one.has("incident")
                            ? "; incident " + one.path("incident").asText()
                            : ""));
        }
        if (one.has("certificate")) {
            lines.add("  backup: " + one.path("certificate").asText());
        }
        if (one.has("wayOn")) {
            lines.add("  " + one.path("wayOn").asText());
        }
        if (terminal.interactive() && UNDERWAY.contains(one.path("state").asText())) {
            long over = 0;
            long all = 0;
            for (JsonNode phase : phases(one)) {
                over += count(phase, true);
                all += count(phase, false);
            }
            lines.add("  " + terminal.open(Terminal.bar(over, all)) + " steps"
                    + time(one, "requestedAt")
                            .flatMap(at -> since(one, "requestedAt"))
                            .map(took -> ", since " + took)
                            .orElse(""));
        }
        lines.addAll(waiting(one.path("tasks"), false));
        return lines;
    }

    /** What is asked of whom, until when. */
    List<String> waiting(JsonNode tasks, boolean named) {
        List<String> lines = new ArrayList<>();
        for (JsonNode task : tasks) {
            String step = task.path("facts").path("stepName").asText("");
            List<String> groups = new ArrayList<>();
            task.path("groups").forEach(group -> groups.add(group.asText()));
            String assignee = task.path("assignee").asText("");
            String whom = assignee.isEmpty() ? String.join(" or ", groups) : assignee;
            lines.add(terminal.asks("  WAITS" + (whom.isEmpty() ? "" : " for " + whom) + ": ")
                    + task.path("name").asText()
                    + (step.isEmpty() ? "" : ": " + step)
                    + due(task.path("due").asText(""))
                    + (named ? "  " + task.path("run").asText() : "")
                    + terminal.quiet("  task " + task.path("id").asText()));
        }
        return lines;
    }

    private String due(String text) {
        return Waiting.dueAt(text)
                .map(at -> "  until " + TIME.format(at)
                        + now.map(it -> Duration.between(it, at))
                                .map(left -> left.isNegative()
                                        ? ", " + DurationText.format(left.negated()) + " ago"
                                        : ", in " + DurationText.format(left))
                                .orElse(""))
                .orElse("");
    }

    private List<String> phase(JsonNode phase, boolean underway) {
        List<String> lines = new ArrayList<>();
        if (phase.has("phase")) {
            String times = spent(phase, "");
            String window = phase.has("windowMillis")
                    ? "window " + millis(phase.path("windowMillis").asLong())
                    : "";
            boolean late = phase.path("windowMillis").asLong(Long.MAX_VALUE)
                    < phase.path("actualMillis").asLong(0);
            lines.add(terminal.strong(phase.path("phase").asText())
                    + (times.isEmpty() ? "" : "  " + times)
                    + (window.isEmpty() ? "" : "  " + window)
                    + (late ? terminal.bad("  OVERRUN") : ""));
        }
        phase.path("steps").forEach(step -> step(step, underway, lines));
        return lines;
    }

    /** Where steps run at once: the wave, and what it waits for. */
    private static String order(JsonNode step) {
        if (!step.has("wave")) {
            return "";
        }
        List<String> after = new ArrayList<>();
        step.path("after").forEach(name -> after.add(name.asText()));
        return "  (wave " + step.path("wave").asInt() + (after.isEmpty() ? "" : "; after: " + String.join(", ", after))
                + ")";
    }

    private void step(JsonNode step, boolean underway, List<String> lines) {
        String state = step.path("state").asText();
        lines.add("  " + state(String.format("%-9s", state)) + String.format(" %-16s  ", spent(step, state))
                + step.path("name").asText() + order(step));
        if (step.has("progress")) {
            lines.add("            " + step.path("progress").asText());
        }
        if (step.has("problem")) {
            lines.add("            "
                    + terminal.bad(step.path("problem").path("what").asText()));
        }
        if (underway) {
            if (state.equals("UNKNOWN")) {
                lines.add("            started, and nobody knows whether it was done: its worker died or lost touch;"
                        + " look at the target, then answer in Tasklist: skip it, again, or abort");
            } else if (STOPPED.contains(state)) {
                lines.add("            waits in Tasklist: again, skip with a reason, or abort");
            } else if (state.equals("FAILED")) {
                lines.add("            is tried again, or waits in Tasklist: again, skip with a reason, or abort");
            }
        }
    }

    /** Time taken, or until now, of the time estimated. */
    private String spent(JsonNode timed, String state) {
        String estimate = timed.has("estimateMillis")
                ? millis(timed.path("estimateMillis").asLong())
                : "";
        Optional<String> actual = timed.has("actualMillis") && !state.equals("STARTED")
                ? Optional.of(millis(timed.path("actualMillis").asLong()))
                : state.equals("STARTED") ? since(timed, "startedAt") : Optional.empty();
        return actual.map(took -> estimate.isEmpty() ? took : took + " of " + estimate)
                .orElse(estimate.isEmpty() ? "" : "about " + estimate);
    }

    private Optional<String> since(JsonNode timed, String field) {
        return now.filter(it -> timed.hasNonNull(field))
                .map(it -> Duration.between(Instant.parse(timed.path(field).asText()), it))
                .map(took ->
                        DurationText.format(took.isNegative() ? Duration.ZERO : Duration.ofSeconds(took.toSeconds())));
    }

    private static Optional<String> time(JsonNode one, String field) {
        return one.hasNonNull(field)
                ? Optional.of(TIME.format(Instant.parse(one.path(field).asText())))
                : Optional.empty();
    }

    private static String millis(long millis) {
        return DurationText.format(Duration.ofMillis(millis));
    }

    private String state(String padded) {
        return switch (padded.strip()) {
            case "DONE", "ALREADY", "BY_HAND", "ROLLED_BACK", "ARMED", "RELEASED" -> terminal.good(padded);
            case "FAILED", "REFUSED", "CANCELLED", "UNKNOWN", "ABORTED", "ABORTING", "NOT_ARMED" ->
                terminal.bad(padded);
            case "STARTED", "ROLLING_BACK", "ARMING" -> terminal.open(padded);
            case "WAITING", "DECIDING", "REVIEW", "APPROVAL", "NOT_CONFIRMED" -> terminal.asks(padded);
            default -> padded;
        };
    }
}
