package dev.sternway.run.hand;

import dev.sternway.base.ProblemException;
import dev.sternway.document.Handover;
import dev.sternway.document.runbook.Runbook;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.lock.Locks;
import dev.sternway.run.step.Receipts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells all that is known of a rollback, so that people can go on by hand. Changes nothing, and needs no engine. */
@Component
public class ExportRollback {
    private static final String LEDGER = "ledger.jsonl";

    private final Runs runs;
    private final Guards guards;
    private final Receipts receipts;
    private final HandSteps steps;
    private final Trail trail;
    private final Locks locks;
    private final OpenTasks tasks;
    private final ProvenBackup backup;
    private final ExecutorCatalogue executors;
    private final Clock clock;

    ExportRollback(
            Runs runs,
            Guards guards,
            Receipts receipts,
            HandSteps steps,
            Trail trail,
            Locks locks,
            OpenTasks tasks,
            ProvenBackup backup,
            ExecutorCatalogue executors,
            Clock clock) {
        this.runs = runs;
        this.guards = guards;
        this.receipts = receipts;
        this.steps = steps;
        this.trail = trail;
        this.locks = locks;
        this.tasks = tasks;
        this.backup = backup;
        this.executors = executors;
        this.clock = clock;
    }

    /**
     * @param alive whether a server works on it: then a step that has started runs, otherwise nobody knows
     * @throws ProblemException SW-0713 when there is no such rollback
     */
    public Exported export(String rollbackId, boolean alive) {
        Runs.Run run = runs.get(rollbackId);
        Rollback rollback = run.rollback()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0713", rollbackId + " is no rollback but a guard", rollbackId, "Look at sternway status"));
        List<Receipt> attempts = receipts.of(rollbackId);
        List<Handover.Step> all = steps.of(run, attempts, alive);
        List<Entry> entries = new ArrayList<>(trail.of(run.guard().id()));
        entries.addAll(trail.of(rollbackId));
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> scripts = rollback.state().ended() ? Map.of() : scripts(run, rollback, all);
        Handover handover = handover(run, rollback, all, entries, List.copyOf(scripts.keySet()));
        files.put("README.md", handover.markdown());
        files.putAll(scripts);
        files.put(LEDGER, ledger(rollbackId, entries));
        return new Exported(
                state(run, rollback, all, attempts, alive), files, run.bundle().toZip());
    }

    private Map<String, Object> state(
            Runs.Run run, Rollback rollback, List<Handover.Step> all, List<Receipt> attempts, boolean alive) {
        Plan plan = run.plan();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("format", "sternway-export-1");
        state.put("exportedAt", clock.instant());
        state.put("from", alive ? "server" : "database");
        state.put("rollback", rollback);
        state.put("guard", run.guard());
        state.put("plan", plan.metadata());
        state.put("planDigest", run.bundle().digest());
        state.put("targets", SafeTargets.of(plan.targets()));
        state.put("steps", all);
        state.put(
                "remaining",
                all.stream()
                        .filter(step -> !step.state().equals(HandSteps.DONE))
                        .map(Handover.Step::key)
                        .toList());
        state.put("receipts", attempts);
        state.put("guardReceipts", receipts.of(run.guard().id()));
        state.put("keepsakes", guards.kept(run.guard().id()));
        backup.certificate(run).ifPresent(certificate -> state.put("certificate", certificate));
        state.put("locks", held(rollback.id()));
        state.put("openTasks", tasks.of(rollback.id()));
        return state;
    }

    private List<Locks.Held> held(String rollbackId) {
        return locks.held().stream()
                .filter(held -> held.rollbackId().equals(rollbackId))
                .toList();
    }

    private Handover handover(
            Runs.Run run, Rollback rollback, List<Handover.Step> all, List<Entry> entries, List<String> scripts) {
        Plan plan = run.plan();
        return new Handover(
                rollback.id(),
                plan.metadata().id(),
                plan.metadata().title(),
                plan.metadata().release(),
                rollback.environment(),
                rollback.state().name(),
                rollback.reason(),
                rollback.requestedBy(),
                rollback.incident(),
                rollback.level().map(Level::name),
                rollback.decidedBy(),
                all,
                backup.text(run).orElse(""),
                new TreeMap<>(guards.kept(run.guard().id())),
                held(rollback.id()).stream()
                        .map(held -> held.environment() + ": " + held.target() + ", since " + held.since())
                        .toList(),
                tasks.of(rollback.id()).stream()
                        .map(task -> task.name() + ", since " + task.since() + ", for "
                                + String.join(", ", task.groups())
                                + task.assignee().map(it -> ", taken by " + it).orElse(""))
                        .toList(),
                scripts,
                plan.contacts().stream()
                        .map(contact -> contact.role() + ": " + contact.name()
                                + contact.phone().map(it -> ", " + it).orElse("")
                                + contact.chat().map(it -> ", " + it).orElse("")
                                + contact.email().map(it -> ", " + it).orElse(""))
                        .toList(),
                entries.isEmpty() ? "none" : entries.get(entries.size() - 1).hash());
    }

    /** One for the level that was decided; one for each that could be while nobody has decided. */
    private Map<String, String> scripts(Runs.Run run, Rollback rollback, List<Handover.Step> all) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (Level level : rollback.level().map(List::of).orElseGet(() -> Arrays.asList(Level.values()))) {
            boolean possible = level == Level.CODE_ONLY
                    || level.rollsBackData()
                            && run.plan()
                                    .phases()
                                    .data()
                                    .of(level)
                                    .filter(how -> how.isFilled())
                                    .isPresent();
            if (possible) {
                String name = rollback.level().isPresent() ? "continue.sh" : "continue-" + level.name() + ".sh";
                scripts.put(name, script(run, rollback, level, all));
            }
        }
        return scripts;
    }

    private String script(Runs.Run run, Rollback rollback, Level level, List<Handover.Step> all) {
        ShellSetting setting = new ShellSetting(run.plan().targets(), run.bundle()::file);
        return new Runbook(
                        run.plan(),
                        level,
                        Optional.of(rollback.environment()),
                        run.bundle().digest(),
                        step -> said(step, executors.inShell(setting)),
                        Optional.of(new Runbook.Begun(
                                rollback.id(),
                                keys(all, HandSteps.DONE),
                                keys(all, HandSteps.UNKNOWN),
                                rollback.reason(),
                                rollback.incident())))
                .text();
    }

    /** One step that cannot be said must not keep people from the others. */
    private static ShellStep said(Step step, Function<Step, ShellStep> inShell) {
        try {
            return inShell.apply(step);
        } catch (ProblemException unfit) {
            return ShellStep.instruction(
                    "do by hand what Sternway does with " + step.uses() + ": " + step.with() + "\n" + unfit.problem());
        }
    }

    private static Set<String> keys(List<Handover.Step> all, String state) {
        return all.stream()
                .filter(step -> step.state().equals(state))
                .map(Handover.Step::key)
                .collect(Collectors.toSet());
    }

    private static String ledger(String rollbackId, List<Entry> entries) {
        return LedgerFile.head(Optional.of(rollbackId)) + "\n"
                + entries.stream().map(entry -> LedgerFile.line(entry) + "\n").collect(Collectors.joining());
    }
}
