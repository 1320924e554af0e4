package dev.sternway.executor.postgres;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Psql;
import dev.sternway.database.backup.Space;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Keeps a copy of a database on its server, and swaps it in by renaming. */
public final class PostgresClone implements Executor<PostgresClone.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "take: copy at arming, which ends all sessions for a moment; restore: swap the copy in.")
            @NotNull
            Action action,

            @JsonPropertyDescription("How long the certificate counts that take issues; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Action action) {
            this(database, action, Optional.empty());
        }
    }

    /** What to do. */
    public enum Action {
        @JsonProperty("take")
        TAKE,
        @JsonProperty("restore")
        RESTORE
    }

    @Override
    public String uses() {
        return "postgres/clone";
    }

    @Override
    public String summary() {
        return "Takes a template copy at arming, or swaps that copy in; the broken database is kept under another name.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Clones clones = new Clones(live);
        Optional<String> clone = clone(inputs, context);
        if (clones.closed(live.name())) {
            clones.open(live.name());
        }
        if (inputs.action() == Action.TAKE) {
            return clone.isPresent() && clones.exists(clone.get())
                    ? Probe.already("clone", clone.get())
                    : Probe.needed();
        }
        String broken = broken(context, live);
        boolean swapped =
                clones.exists(broken) && clones.exists(live.name()) && clone.isPresent() && !clones.exists(clone.get());
        return swapped ? Probe.already("broken-kept-as", broken) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return inputs.action() == Action.TAKE ? take(inputs, context) : restore(inputs, context);
    }

    private static Outcome take(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Clones clones = new Clones(live);
        String name = TargetDatabase.copy(context, live.name(), "armed");
        clones.open(live.name());
        long size = Space.of(live);
        Space.forCopy(live, size);
        long start = System.nanoTime();
        clones.drop(name);
        context.stillMine();
        boolean complete = false;
        Progress progress = new Progress(() -> Space.ofCopyInTheMaking(live.maintenance()), size, "bytes");
        try (Progress.Watch watch = progress.watch(context, () -> {})) {
            String place = clones.copy(live.name(), name);
            watch.requireMine();
            context.keepsakes().keep("clone-place/" + inputs.database(), place);
            context.keepsakes().keep(key(inputs), name);
            Certificates.ofClone(inputs, context, live, size, (System.nanoTime() - start) / 1_000_000);
            complete = true;
            return Outcome.done(Map.of("clone", name, "millis", millis(start)));
        } finally {
            if (!complete && context.work().cancelled()) {
                context.keepsakes().forget(key(inputs));
                clones.drop(name);
            }
        }
    }

    private static Outcome restore(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Clones clones = new Clones(live);
        Optional<String> clone = clone(inputs, context);
        String broken = broken(context, live);
        long start = System.nanoTime();
        Certificates.require(context, inputs.database(), false);
        context.stillMine();
        if (clone.isEmpty() || !clones.swap(live.name(), clone.get(), broken)) {
            return Outcome.refused(
                    "SW-0417",
                    "The clone kept at arming is gone",
                    clone.orElse(live.name()),
                    "Restore the dump instead");
        }
        context.keepsakes().keep("broken/" + inputs.database(), broken);
        return Outcome.done(Map.of("swapped-in", clone.get(), "broken-kept-as", broken, "millis", millis(start)));
    }

    private static String broken(StepContext context, DatabaseAccess live) {
        return TargetDatabase.copy(context, live.name(), "broken");
    }

    private static Optional<String> clone(Inputs inputs, StepContext context) {
        return context.keepsakes().find(key(inputs));
    }

    private static String key(Inputs inputs) {
        return "clone/" + inputs.database();
    }

    private static String millis(long start) {
        return String.valueOf((System.nanoTime() - start) / 1_000_000);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.action() == Action.TAKE) {
            return Optional.empty();
        }
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        return Optional.of(ShellStep.of(
                        "ends all sessions and lets the copy kept at arming take the place of " + psql.database()
                                + " by renaming; the broken database is kept under another name",
                        "restore_clone " + psql.fromOutside(),
                        psql.withCopies().and(Needs.functions(PostgresClone.class, "clone.sh")))
                .probing("clone_is_in " + psql.fromOutside())
                .verifying("clone_is_in " + psql.fromOutside())
                .destroying(psql.database() + " as it is now gives way to its copy"));
    }
}
