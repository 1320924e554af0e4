package dev.sternway.executor.postgres.cheapest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresRestore;
import dev.sternway.executor.postgres.tables.RestoreTables;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the data back by the cheapest way that fits the damage, and says why it took that one and passed over others. */
public final class RestoreCheapest implements Executor<RestoreCheapest.Inputs> {
    /** Beyond this share of the bytes, swapping in the clone takes less time and loses little more. */
    private static final double MOST = 0.5;

    /** The database, and what may be used. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription("What the guard keeps and may be used: clone, dump; both when left out.")
            List<Kept> from) {
        public Inputs {
            from = from == null || from.isEmpty() ? List.of(Kept.CLONE, Kept.DUMP) : List.copyOf(from);
        }
    }

    @Override
    public String uses() {
        return "postgres/restore-cheapest";
    }

    @Override
    public String summary() {
        return "Restores damaged tables, or else swaps in the clone, or else restores the dump: the first that fits, with its reason.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Optional<Choice> begun = Choice.ofThisStep(context, inputs.database());
        if (begun.isEmpty()) {
            return Probe.needed();
        }
        String database = inputs.database();
        Probe probe = switch (begun.get().rung()) {
            case TABLES -> new RestoreTables().probe(tables(database), context);
            case CLONE -> new PostgresClone().probe(clone(database), context);
            case DUMP -> new PostgresRestore().probe(dump(database), context);
        };
        return probe instanceof Probe.Already already
                ? new Probe.Already(
                        with(already.evidence(), begun.get().rung(), begun.get().reasons()))
                : probe;
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<Choice> begun = Choice.ofThisStep(context, inputs.database());
        AtHand atHand = AtHand.of(context, inputs.database(), inputs.from());
        if (begun.isEmpty()) {
            atHand.requireFresh();
        }
        begun.ifPresent(it ->
                context.print("goes on with what it began with: " + it.rung().word()));
        List<String> reasons = new ArrayList<>(begun.map(Choice::reasons).orElse(List.of()));
        for (Rung rung : Rung.values()) {
            if (begun.isPresent() && rung.compareTo(begun.get().rung()) < 0) {
                continue;
            }
            Optional<String> whyNot = atHand.whyNot(rung);
            if (whyNot.isPresent()) {
                say(context, reasons, rung, "passed over, " + whyNot.get());
                continue;
            }
            String measured = atHand.measured(rung);
            context.stillMine();
            new Choice(context.key(), rung, reasons).keep(context, inputs.database());
            Outcome outcome = tried(rung, inputs.database(), context);
            if (outcome instanceof Outcome.Done done) {
                say(context, reasons, rung, "taken, " + measured);
                return Outcome.done(with(done.evidence(), rung, reasons));
            }
            if (outcome instanceof Outcome.Failed) {
                return outcome;
            }
            Problem refusal = ((Outcome.Refused) outcome).problem();
            say(context, reasons, rung, "refused, " + refusal.code() + " " + refusal.what());
        }
        Choice.forget(context, inputs.database());
        return Outcome.refused(
                "SW-0581",
                "No way of putting the data back fits: " + String.join("; ", reasons),
                inputs.database(),
                "Nothing was changed; mend what stands against the last way, then choose again");
    }

    /** What refuses has changed nothing, so the next rung may be tried. */
    private static Outcome tried(Rung rung, String database, StepContext context) throws Exception {
        try {
            return switch (rung) {
                case TABLES -> new RestoreTables().run(tables(database), context, MOST);
                case CLONE -> new PostgresClone().run(clone(database), context);
                case DUMP -> new PostgresRestore().run(dump(database), context);
            };
        } catch (ProblemException refusal) {
            context.stillMine();
            return new Outcome.Refused(refusal.problem());
        }
    }

    private static void say(StepContext context, List<String> reasons, Rung rung, String what) {
        String reason = rung.word() + ": " + what;
        reasons.add(reason);
        context.print(reason);
    }

    private static Map<String, String> with(Map<String, String> evidence, Rung rung, List<String> reasons) {
        Map<String, String> all = new LinkedHashMap<>(evidence);
        all.put("rung", rung.word());
        all.put(
                "why",
                String.join("; ", reasons)
                        + all.getOrDefault("why", "").transform(it -> it.isEmpty() ? "" : "; " + it));
        return all;
    }

    private static RestoreTables.Inputs tables(String database) {
        return new RestoreTables.Inputs(database, List.of(), Optional.empty());
    }

    private static PostgresClone.Inputs clone(String database) {
        return new PostgresClone.Inputs(database, PostgresClone.Action.RESTORE);
    }

    private static PostgresRestore.Inputs dump(String database) {
        return new PostgresRestore.Inputs(database, PostgresRestore.Action.RESTORE, Optional.empty());
    }

    /** A shell does not weigh ways: it takes the surest, which undoes whatever happened. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return inputs.from().contains(Kept.CLONE)
                ? new PostgresClone().inShell(clone(inputs.database()), setting)
                : new PostgresRestore().inShell(dump(inputs.database()), setting);
    }
}
