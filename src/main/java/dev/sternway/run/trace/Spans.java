package dev.sternway.run.trace;

import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.run.Guard;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The spans of one run: the whole, what its diagram called, and below these every try of a step and every wait for people. No
 * output, no inputs, no reasons, no names of people.
 */
final class Spans {
    private static final Map<Activity, String> OWN_STAGE = Map.of(
            Activity.ANNOUNCE, "announce",
            Activity.UNDO, "take-back",
            Activity.BACK_UP, "back-up",
            Activity.REHEARSE, "rehearse");
    private static final Map<Phase, List<String>> STAGES = Map.of(
            Phase.ARMING, List.of(),
            Phase.PRESERVATION, List.of("preservation"),
            Phase.DATA, List.of("data-rollback"),
            Phase.RESTORATION, List.of("restoration"),
            Phase.VALIDATION, List.of("validation"),
            Phase.CLOSING, List.of("close", "close-aborted"));
    private static final Set<Rollback.State> NOT_WELL = Set.of(Rollback.State.ABORTED, Rollback.State.NOT_CONFIRMED);
    private static final Pattern WORKER = Pattern.compile("(\\d+@[^/]+)/[0-9a-f-]{36}");
    private static final Pattern ROWS = Pattern.compile("rows(-[a-z]+)*");
    private static final List<String> SUMS = List.of("rows-set-aside", "rows-lost");

    private final Runs.Run run;
    private final List<Receipt> tries;
    private final EngineHistory.Told told;
    private final Instant until;
    private final TraceIds ids;
    private final Set<String> stages;

    /** @param until when the rollback was closed, or the arming over */
    Spans(Runs.Run run, List<Receipt> tries, EngineHistory.Told told, Instant until, TraceIds ids) {
        this.run = run;
        this.tries = tries.stream().filter(it -> !it.startedAt().isAfter(until)).toList();
        this.told = told;
        this.until = until;
        this.ids = ids;
        this.stages = told.stages().stream()
                .filter(it -> !it.from().isAfter(until))
                .map(EngineHistory.Stage::activityId)
                .collect(Collectors.toSet());
    }

    /** The whole first. */
    List<Span> all() {
        List<Span> all = new ArrayList<>();
        all.add(run.rollback().map(this::whole).orElseGet(this::arming));
        told.stages().stream()
                .filter(it -> stages.contains(it.activityId()))
                .map(this::stage)
                .forEach(all::add);
        tries.stream().map(this::attempt).forEach(all::add);
        told.tasks().stream()
                .filter(it -> !it.from().isAfter(until))
                .map(this::waiting)
                .forEach(all::add);
        return all;
    }

    private Span whole(Rollback rollback) {
        Map<String, Object> facts = facts("rollback");
        facts.put("sternway.rollback.id", rollback.id());
        facts.put("sternway.outcome", word(rollback.state()));
        facts.put("sternway.level", rollback.level().map(Level::name).orElse("none"));
        rollback.trigger().ifPresent(trigger -> facts.put("sternway.trigger", trigger));
        for (String sum : SUMS) {
            List<Long> rows = tries.stream()
                    .filter(it -> it.state().succeeded())
                    .flatMap(it -> rows(it, sum).stream())
                    .toList();
            if (!rows.isEmpty()) {
                facts.put(named(sum), rows.stream().mapToLong(Long::longValue).sum());
            }
        }
        return new Span(
                ids.root(run.id()),
                Optional.empty(),
                "roll back " + rollback.planId(),
                rollback.requestedAt(),
                until,
                facts,
                Optional.of(rollback.state()).filter(NOT_WELL::contains).map(Enum::name),
                Optional.of(new Span.Link(ids.trace(rollback.guardId()), ids.root(rollback.guardId()))));
    }

    private Span arming() {
        Guard guard = run.guard();
        boolean armed = guard.armedAt().isPresent();
        Map<String, Object> facts = facts("arming");
        facts.put("sternway.outcome", armed ? "armed" : word(guard.state()));
        return new Span(
                ids.root(run.id()),
                Optional.empty(),
                "arm " + guard.planId(),
                guard.requestedAt(),
                until,
                facts,
                armed ? Optional.empty() : Optional.of(guard.state().name()),
                Optional.empty());
    }

    private Map<String, Object> facts(String kind) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sternway.kind", kind);
        facts.put("sternway.plan.id", run.guard().planId());
        facts.put("sternway.plan.revision", (long) run.guard().revision());
        facts.put("sternway.environment", run.guard().environment());
        facts.put("sternway.guard.id", run.guard().id());
        return facts;
    }

    private Span stage(EngineHistory.Stage stage) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sternway.kind", "phase");
        STAGES.forEach((phase, its) -> {
            if (its.contains(stage.activityId())) {
                facts.put("sternway.phase", word(phase));
            }
        });
        return below(
                Optional.empty(),
                ids.stage(run.id(), stage.activityId()),
                stage.name(),
                stage.from(),
                stage.until(),
                facts,
                Optional.empty());
    }

    private Span attempt(Receipt one) {
        Phase phase = Phase.valueOf(one.phase());
        Activity activity = Activity.valueOf(one.activity());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sternway.kind", "step");
        facts.put("sternway.phase", word(phase));
        facts.put("sternway.step", one.step());
        facts.put("sternway.step.uses", one.uses());
        facts.put("sternway.step.activity", word(activity).replace('_', '-'));
        facts.put("sternway.step.attempt", (long) one.attempt());
        facts.put("sternway.step.state", word(one.state()));
        Optional.of(WORKER.matcher(one.owner()))
                .filter(java.util.regex.Matcher::matches)
                .ifPresent(worker -> facts.put("sternway.node", worker.group(1)));
        one.estimate().ifPresent(expected -> facts.put("sternway.step.estimate_ms", expected.toMillis()));
        one.evidence().keySet().stream()
                .filter(key -> ROWS.matcher(key).matches())
                .forEach(key -> rows(one, key).ifPresent(rows -> facts.put(named(key), rows)));
        one.problem().ifPresent(problem -> facts.put("sternway.problem", problem.code()));
        boolean well = one.state().succeeded() || one.state() == Receipt.State.STARTED;
        return below(
                Optional.ofNullable(OWN_STAGE.get(activity))
                        .or(() -> STAGES.getOrDefault(phase, List.of()).stream()
                                .filter(stages::contains)
                                .findFirst()),
                ids.attempt(one),
                one.step(),
                one.startedAt(),
                one.endedAt(),
                facts,
                well
                        ? Optional.empty()
                        : Optional.of(one.problem()
                                .map(dev.sternway.base.Problem::code)
                                .orElse(one.state().name())));
    }

    private Span waiting(EngineHistory.Task task) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sternway.kind", "waiting");
        facts.put("sternway.task", task.name());
        facts.put("sternway.waits.for", String.join(", ", task.groups()));
        facts.put("sternway.answered", task.answered());
        task.step().ifPresent(step -> facts.put("sternway.step", step));
        return below(
                task.stage(),
                ids.waiting(run.id(), task.id()),
                "waits for " + (task.groups().isEmpty() ? "somebody" : String.join(", ", task.groups())) + ": "
                        + task.name(),
                task.from(),
                task.until(),
                facts,
                Optional.empty());
    }

    /** Below the stage when it was told of, else below the whole. What goes on when the whole is over ends with it. */
    private Span below(
            Optional<String> stage,
            String id,
            String name,
            Instant from,
            Optional<Instant> ended,
            Map<String, Object> facts,
            Optional<String> failure) {
        Instant end = ended.filter(it -> it.isBefore(until)).orElse(until);
        return new Span(
                id,
                Optional.of(stage.filter(stages::contains)
                        .map(it -> ids.stage(run.id(), it))
                        .orElseGet(() -> ids.root(run.id()))),
                name,
                from,
                end.isBefore(from) ? from : end,
                facts,
                failure,
                Optional.empty());
    }

    private static Optional<Long> rows(Receipt one, String key) {
        return Optional.ofNullable(one.evidence().get(key))
                .filter(value -> value.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private static String named(String key) {
        return "sternway." + key.replaceFirst("-", ".").replace('-', '_');
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
