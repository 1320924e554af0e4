package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.Rehearsal;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.rehearse.ScratchSchema;
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.constraints.NotBlank;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the migration and every level on scratch copies, and keeps what that proves. */
public final class RehearseRollback implements Executor<RehearseRollback.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("The release's scripts, in order.")
            List<String> migrations,

            @JsonPropertyDescription("Number of the migration step after which level 1 no longer suffices.")
            @JsonProperty("point-of-no-return")
            Optional<Integer> pointOfNoReturn,

            @JsonPropertyDescription("Reverse scripts of level 1.") @JsonProperty("level-1")
            List<String> level1,

            @JsonPropertyDescription("Reverse scripts of level 2.") @JsonProperty("level-2")
            List<String> level2) {
        public Inputs {
            migrations = migrations == null ? List.of() : List.copyOf(migrations);
            level1 = level1 == null ? List.of() : List.copyOf(level1);
            level2 = level2 == null ? List.of() : List.copyOf(level2);
        }
    }

    @Override
    public String uses() {
        return "database/rehearse";
    }

    @Override
    public String summary() {
        return "Runs migration and rollback on scratch copies: proves each level, measures it, and says what it removes.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    /** What the migration did to the scratch copy. */
    public record Migrated(
            List<String> digests,
            List<Rehearsal.StepTime> steps,
            boolean dropsOrNarrows,
            boolean rewritesData,
            boolean breaksOldCode) {}

    /** A scratch copy of the state at arming, which goes when it is closed. */
    public interface Scratch extends AutoCloseable {
        /** As at arming again, whatever was done to it. */
        void fresh() throws Exception;

        /** @throws dev.sternway.base.ProblemException SW-0438 naming the script that fails */
        Migrated migrate(List<String> scripts) throws Exception;

        /** Runs the reverse and compares schema and content with the state at arming. */
        Rehearsal.Proof prove(List<String> reverse) throws Exception;

        /** The swap itself, with scratch names on both sides. */
        Rehearsal.Proof swap() throws Exception;
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<String> clone = context.keepsakes().find("clone/" + inputs.database());
        if (clone.isEmpty()) {
            return Outcome.refused(
                    "SW-0436", "There is no clone to rehearse on", inputs.database(), "Keep a clone among the backups");
        }
        Snapshot armed = Snapshots.read(context, inputs.database(), "armed");
        try (Scratch scratch = TargetDatabase.isMariaDb(context, inputs.database())
                ? ScratchSchema.of(context, inputs.database(), clone.get(), armed)
                : new ScratchRun(context, TargetDatabase.of(context, inputs.database()), clone.get(), armed)) {
            Map<String, Rehearsal.Proof> levels = new LinkedHashMap<>();
            int steps = inputs.migrations().size();
            int point = inputs.pointOfNoReturn().orElse(steps + 1);
            if (!inputs.level1().isEmpty()) {
                levels.put("L1", levelOne(inputs, Math.min(steps, point - 1), scratch));
            }
            scratch.fresh();
            Migrated migrated = scratch.migrate(inputs.migrations());
            if (!inputs.level2().isEmpty()) {
                levels.put("L2", scratch.prove(inputs.level2()));
            }
            levels.put("L3", scratch.swap());
            Rehearsal rehearsal = new Rehearsal(
                    levels,
                    migrated.digests(),
                    migrated.steps(),
                    point,
                    migrated.dropsOrNarrows(),
                    migrated.rewritesData(),
                    migrated.breaksOldCode());
            context.keepsakes()
                    .keep("rehearsal/" + inputs.database(), PlanMapper.json().writeValueAsString(rehearsal));
            return outcome(levels);
        }
    }

    /** A migration can fail after any step before the point of no return, so level 1 must lead back from each. */
    private static Rehearsal.Proof levelOne(Inputs inputs, int last, Scratch scratch) throws Exception {
        long millis = 0;
        Rehearsal.Proof proof = new Rehearsal.Proof(true, "no step comes before the point of no return", 0, List.of());
        for (int applied = 1; applied <= last; applied++) {
            scratch.fresh();
            scratch.migrate(inputs.migrations().subList(0, applied));
            proof = scratch.prove(inputs.level1());
            millis = Math.max(millis, proof.millis());
            if (!proof.proven()) {
                return new Rehearsal.Proof(false, "after step " + applied + ": " + proof.why(), millis, proof.loses());
            }
        }
        return new Rehearsal.Proof(true, proof.why(), millis, proof.loses());
    }

    private static Outcome outcome(Map<String, Rehearsal.Proof> levels) {
        Map<String, String> evidence = new LinkedHashMap<>();
        for (Map.Entry<String, Rehearsal.Proof> level : levels.entrySet()) {
            Rehearsal.Proof proof = level.getValue();
            if (!proof.proven()) {
                return Outcome.refused(
                        "SW-0437",
                        "The rehearsal does not prove " + level.getKey() + ": " + proof.why(),
                        level.getKey(),
                        "Mend the level's scripts and arm again");
            }
            evidence.put(level.getKey(), "proven in " + proof.millis() + " ms");
        }
        return Outcome.done(evidence);
    }
}
