package dev.sternway.executor.postgres.pool;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** PgBouncer holds clients back while their database is frozen: they wait, and none of their transactions fails. */
public final class PostgresPooler implements Executor<PostgresPooler.Inputs> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The pooler, the database behind it, and what to do. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type pgbouncer with url jdbc:postgresql://host:6432/pgbouncer and a log-in of its admin_users.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Target of type postgresql whose clients come through the pooler.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "check at arming that it can be paused, pause before writes are frozen, resume after they are let in again.")
            @NotNull
            Action action,

            @JsonPropertyDescription(
                    "How long to wait until transactions have ended, before the freeze ends their sessions; 5s when left out.")
            Duration patience) {
        public Inputs {
            patience = patience == null ? PATIENCE : patience;
        }
    }

    /** What can be done with a pooler. */
    public enum Action {
        @JsonProperty("check")
        CHECK,
        @JsonProperty("pause")
        PAUSE,
        @JsonProperty("resume")
        RESUME
    }

    @Override
    public String uses() {
        return "postgres/pooler";
    }

    @Override
    public String summary() {
        return "Lets clients wait in PgBouncer while their database is frozen, so that none of their transactions fails.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        boolean ours = paused(inputs, context).isPresent();
        return switch (inputs.action()) {
            case CHECK, PAUSE -> Probe.needed();
            case RESUME -> ours ? Probe.needed() : Probe.already("paused-by-us", "no");
        };
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return switch (inputs.action()) {
            case CHECK -> check(inputs, context);
            case PAUSE -> pause(inputs, context);
            case RESUME -> resume(inputs, context);
        };
    }

    @Override
    public Undone undone(Inputs inputs) {
        return switch (inputs.action()) {
            case CHECK -> Undone.NOT_NEEDED;
            case PAUSE -> Undone.BY_ITSELF;
            case RESUME -> Undone.BY_HAND;
        };
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return resume(inputs, context);
    }

    private static Outcome check(Inputs inputs, StepContext context) throws IOException, InterruptedException {
        Console console = Console.of(context, inputs.target());
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        if (console.address().equals(live.host() + ":" + live.port())) {
            return Outcome.refused(
                    "SW-0772",
                    "The target " + inputs.database() + " is reached through the pooler that is going to be paused",
                    console.address(),
                    "Give " + inputs.database() + " the address of the database server itself");
        }
        List<Pool> pools = Pool.of(console, live);
        if (pools.isEmpty()) {
            return Outcome.refused(
                    "SW-0773",
                    "No client reaches " + live.name() + " through this pooler",
                    console.address(),
                    "Add the database to its [databases], or leave the target " + inputs.target() + " out");
        }
        Map<String, String> evidence = new TreeMap<>(Map.of("pools", names(pools)));
        longestWait(console).ifPresent(wait -> evidence.put("clients-wait-at-most", wait));
        return Outcome.done(evidence);
    }

    /** A pooler that does not answer holds up no rollback: the freeze ends sessions in any case. */
    private static Outcome pause(Inputs inputs, StepContext context) throws Exception {
        Console console = Console.of(context, inputs.target());
        try {
            List<Pool> pools = Pool.of(console, TargetDatabase.of(context, inputs.database()));
            if (paused(inputs, context).isEmpty()) {
                List<String> ours = pools.stream()
                        .filter(pool -> !pool.paused())
                        .map(Pool::name)
                        .toList();
                context.keepsakes().keep(keepsake(inputs), PlanMapper.json().writeValueAsString(ours));
            }
            context.stillMine();
            List<String> slow = new ArrayList<>();
            for (Pool pool : pools) {
                if (!pool.paused() && !console.pause(pool.name(), inputs.patience())) {
                    slow.add(pool.name());
                    context.print("clients of " + pool.name() + " did not let go in "
                            + inputs.patience().toSeconds() + " s; the freeze ends their sessions");
                }
            }
            Map<String, String> evidence = new TreeMap<>(Map.of("pools", names(pools)));
            evidence.put("still-in-a-transaction", slow.isEmpty() ? "none" : String.join(", ", slow));
            longestWait(console).ifPresent(wait -> evidence.put("clients-wait-at-most", wait));
            return Outcome.done(evidence);
        } catch (ProblemException away) {
            context.print(away.problem().what() + "; clients are not held back and will see errors");
            return Outcome.done(Map.of("not-paused", away.problem().what()));
        }
    }

    private static Outcome resume(Inputs inputs, StepContext context) throws Exception {
        Console console = Console.of(context, inputs.target());
        List<String> ours = paused(inputs, context).orElse(List.of());
        context.stillMine();
        for (Pool pool : Pool.of(console, TargetDatabase.of(context, inputs.database()))) {
            if (pool.paused() && ours.contains(pool.name())) {
                console.resume(pool.name());
            }
        }
        context.keepsakes().forget(keepsake(inputs));
        return Outcome.done(Map.of("pools", ours.isEmpty() ? "none" : String.join(", ", ours)));
    }

    private static Optional<String> longestWait(Console console) throws IOException, InterruptedException {
        return console.show("CONFIG").stream()
                .filter(row -> "query_wait_timeout".equals(row.get("key")))
                .map(row -> row.getOrDefault("value", ""))
                .map(seconds -> seconds.equals("0") ? "any time" : seconds + " s")
                .findFirst();
    }

    private static String names(List<Pool> pools) {
        return pools.isEmpty()
                ? "none"
                : String.join(", ", pools.stream().map(Pool::name).toList());
    }

    private static String keepsake(Inputs inputs) {
        return "paused/" + inputs.target() + "/" + inputs.database();
    }

    private static Optional<List<String>> paused(Inputs inputs, StepContext context) throws JsonProcessingException {
        Optional<String> kept = context.keepsakes().find(keepsake(inputs));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(List.of(PlanMapper.json().readValue(kept.get(), String[].class)));
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return PoolerInShell.said(inputs, setting);
    }
}
