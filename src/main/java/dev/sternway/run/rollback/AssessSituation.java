package dev.sternway.run.rollback;

import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.database.Loss;
import dev.sternway.database.MigrationProbe;
import dev.sternway.database.Rehearsal;
import dev.sternway.decision.Option;
import dev.sternway.decision.Situation;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Decision.MigrationState;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.arm.DescribeGuard;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.step.TargetAccess;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds out what is known when a level is to be chosen, from the target itself and from the rehearsal. */
@Component
public class AssessSituation {
    private final Runs runs;
    private final DescribeGuard guards;
    private final TargetAccess targets;
    private final Verdicts verdicts;
    private final Trail trail;
    private final ProvenBackup backup;

    AssessSituation(
            Runs runs,
            DescribeGuard guards,
            TargetAccess targets,
            Verdicts verdicts,
            Trail trail,
            ProvenBackup backup) {
        this.backup = backup;
        this.runs = runs;
        this.guards = guards;
        this.targets = targets;
        this.verdicts = verdicts;
        this.trail = trail;
    }

    /** @param options one line a level, with time and loss */
    public record Assessment(Situation situation, String evidence, String options) {}

    /** What the recommended level takes and loses. */
    public record Forecast(String time, String loss) {}

    public Assessment assess(String runId) {
        Runs.Run run = runs.get(runId);
        Optional<Rehearsal> rehearsal = guards.rehearsal(run);
        Situation situation = new Situation(
                migration(run, rehearsal),
                severity(run),
                run.rollback().orElseThrow().dataDamaged(),
                rehearsal.filter(it -> !it.breaksOldCode()).isPresent(),
                unfit(run, rehearsal, Level.L1).isEmpty(),
                unfit(run, rehearsal, Level.L2).isEmpty(),
                unfit(run, rehearsal, Level.L3).isEmpty());
        String evidence = Evidence.text(verdicts, run);
        return new Assessment(situation, evidence, Option.text(options(run, rehearsal)));
    }

    public Forecast recommended(String runId, Level level, String reason) {
        Runs.Run run = runs.get(runId);
        Option option = option(run, guards.rehearsal(run), level);
        trail.append(
                runId,
                "sternway",
                Entry.Kind.LEVEL_RECOMMENDED,
                "recommends " + level + ": " + reason,
                Map.of("time", option.time(), "loss", option.loss()));
        return new Forecast(option.time(), option.loss());
    }

    /** @return why the level cannot be chosen, empty when it can */
    public Optional<String> whyNot(String runId, Level level) {
        Runs.Run run = runs.get(runId);
        return unfit(run, guards.rehearsal(run), level);
    }

    private List<Option> options(Runs.Run run, Optional<Rehearsal> rehearsal) {
        List<Option> options = new ArrayList<>();
        for (Level level : Level.values()) {
            options.add(option(run, rehearsal, level));
        }
        return options;
    }

    private Option option(Runs.Run run, Optional<Rehearsal> rehearsal, Level level) {
        Optional<String> unfit = unfit(run, rehearsal, level);
        if (!level.rollsBackData() || unfit.isPresent()) {
            String time = level == Level.CODE_ONLY
                    ? "up to "
                            + DurationText.format(
                                    run.plan().phases().restoration().within())
                    : "at once";
            return new Option(level, time, "loses nothing", unfit);
        }
        DataLevel how = run.plan().phases().data().of(level).orElseThrow();
        Duration measured = Duration.ofMillis(rehearsal
                .map(it -> it.levels().get(level.name()))
                .map(Rehearsal.Proof::millis)
                .orElse(0L));
        String time =
                how.estimate().map(it -> "about " + DurationText.format(it)).orElse("not estimated") + " for the data, "
                        + DurationText.format(measured) + " in the rehearsal";
        return new Option(level, time, loss(run, how, lost(rehearsal, level, how)), unfit);
    }

    /** Columns that the level was seen to remove in the rehearsal and that nothing sets aside. */
    private static List<SetAside> lost(Optional<Rehearsal> rehearsal, Level level, DataLevel how) {
        Map<String, List<String>> byTable = new TreeMap<>();
        rehearsal.map(it -> it.levels().get(level.name())).map(Rehearsal.Proof::loses).orElse(List.of()).stream()
                .filter(column -> how.salvage().stream().noneMatch(aside -> covers(aside, column)))
                .forEach(column -> byTable.computeIfAbsent(
                                column.substring(0, column.lastIndexOf('.')), table -> new ArrayList<>())
                        .add(column.substring(column.lastIndexOf('.') + 1)));
        return byTable.entrySet().stream()
                .map(it -> new SetAside(it.getKey(), it.getValue(), Optional.empty()))
                .toList();
    }

    private static boolean covers(SetAside aside, String column) {
        String table = column.substring(0, column.lastIndexOf('.'));
        boolean same = table.equals(aside.table()) || table.endsWith('.' + aside.table());
        return same
                && (aside.columns().isEmpty()
                        || aside.columns().contains(column.substring(column.lastIndexOf('.') + 1)));
    }

    private String loss(Runs.Run run, DataLevel how, List<SetAside> lost) {
        if (how.restore().isPresent()) {
            return "every write since arming leaves the tables; all of them are set aside first and can be replayed"
                    + backup.writesUntold(run).map(why -> ". But " + why).orElse("");
        }
        List<String> said = new ArrayList<>();
        if (!how.salvage().isEmpty()) {
            said.add("set aside and replayable: " + counted(run, how.salvage()));
        }
        String gone = counted(
                run,
                lost.stream()
                        .filter(it -> !values(run, it).equals(OptionalLong.of(0)))
                        .toList());
        if (!gone.isEmpty()) {
            said.add("lost, and not set aside: " + gone);
        }
        return said.isEmpty() ? how.loses().orElse("loses nothing") : String.join("; ", said);
    }

    private String counted(Runs.Run run, List<SetAside> tables) {
        return tables.stream()
                .map(aside -> {
                    OptionalLong values = values(run, aside);
                    return (values.isPresent() ? values.getAsLong() + " rows" : "an unknown number of rows") + " of "
                            + aside.table() + " with " + String.join(", ", aside.columns());
                })
                .collect(Collectors.joining("; "));
    }

    private Optional<String> unfit(Runs.Run run, Optional<Rehearsal> rehearsal, Level level) {
        if (!level.rollsBackData()) {
            return Optional.empty();
        }
        Optional<DataLevel> how = run.plan().phases().data().of(level);
        if (how.isEmpty()) {
            return Optional.of("the plan has none");
        }
        if (how.get().restore().equals(Optional.of(Phases.Restore.POINT_IN_TIME))) {
            return backup.whyNot(run);
        }
        Rehearsal.Proof proof =
                rehearsal.map(it -> it.levels().get(level.name())).orElse(null);
        if (proof == null) {
            return Optional.of("it was not rehearsed");
        }
        if (!proof.proven()) {
            return Optional.of(proof.why());
        }
        return how.get().restore().isPresent() ? backup.whyNot(run) : Optional.empty();
    }

    private MigrationState migration(Runs.Run run, Optional<Rehearsal> rehearsal) {
        if (rehearsal.isEmpty()) {
            return MigrationState.UNKNOWN;
        }
        try {
            String name = run.plan().safeguards().backup().database();
            OptionalLong applied = targets.isMariaDb(run, name)
                    ? MigrationProbe.applied(targets.mariaDb(run, name), rehearsal.get())
                    : MigrationProbe.applied(targets.database(run, name), rehearsal.get());
            if (applied.isEmpty()) {
                return MigrationState.UNKNOWN;
            }
            if (applied.getAsLong() == 0) {
                return MigrationState.NOT_STARTED;
            }
            return applied.getAsLong() < rehearsal.get().pointOfNoReturn()
                    ? MigrationState.BEFORE_POINT_OF_NO_RETURN
                    : MigrationState.AFTER_POINT_OF_NO_RETURN;
        } catch (ProblemException unreachable) {
            return MigrationState.UNKNOWN;
        }
    }

    private Trigger.Severity severity(Runs.Run run) {
        Map<String, Trigger.Severity> severities =
                run.plan().triggers().stream().collect(Collectors.toMap(Trigger::id, Trigger::severity));
        return Situation.worst(
                run.rollback().flatMap(Rollback::trigger).map(severities::get),
                verdicts.latest(run.guard().id()).stream()
                        .filter(verdict -> verdict.outcome() == Verdict.Outcome.FIRED)
                        .map(verdict -> severities.get(verdict.triggerId()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private OptionalLong values(Runs.Run run, SetAside aside) {
        String name = run.plan().safeguards().backup().database();
        return targets.isMariaDb(run, name)
                ? Loss.values(targets.mariaDb(run, name), aside.table(), aside.columns())
                : Loss.values(targets.database(run, name), aside.table(), aside.columns());
    }
}
