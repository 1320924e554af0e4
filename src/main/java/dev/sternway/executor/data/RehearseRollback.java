package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.Rehearsal;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.rehearse.ScratchSchema;
import dev.sternway.executor.migrate.rehearse.LevelStep;
import dev.sternway.executor.migrate.rehearse.ToolLevel;
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.Valid;
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
            List<String> level2,

            @JsonPropertyDescription(
                    "Steps of level 1 that take migrations back with the team's own tool; instead of scripts.")
            @JsonProperty("level-1-steps")
            List<@Valid LevelStep> level1Steps,

            @JsonPropertyDescription(
                    "Steps of level 2 that take migrations back with the team's own tool; instead of scripts.")
            @JsonProperty("level-2-steps")
            List<@Valid LevelStep> level2Steps) {
        public Inputs {
            level1Steps = level1Steps == null ? List.of() : List.copyOf(level1Steps);
            level2Steps = level2Steps == null ? List.of() : List.copyOf(level2Steps);
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
    public Nature nature() {
        return Nature.IDEMPOTENT;
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

        /** A level of the team's own tool on this copy. @throws dev.sternway.base.ProblemException SW-0751 when that cannot be */
        default ToolLevel tool(List<LevelStep> steps) {
            throw ProblemException.of(
                    "SW-0751",
                    "A level of migrate/ steps is rehearsed on PostgreSQL only",
                    steps.get(0).uses(),
                    "Write scripts: or restore: for the level");
        }

        /**
         * Lets the tool apply the release.
         *
         * @param most how many of its migrations
         */
        default Migrated migrate(ToolLevel tool, int most) throws Exception {
            throw new IllegalStateException("there is no such level here");
        }

        /** Lets the tool take back what it applied, and compares as {@link #prove(List)} does. */
        default Rehearsal.Proof prove(ToolLevel tool) throws Exception {
            throw new IllegalStateException("there is no such level here");
        }

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
                : new ScratchRun(context, inputs.database(), clone.get(), armed)) {
            Map<String, Rehearsal.Proof> levels = new LinkedHashMap<>();
            int steps = inputs.migrations().size();
            int point = inputs.pointOfNoReturn().orElse(steps + 1);
            levelOne(inputs, point, scratch).ifPresent(proof -> levels.put("L1", proof));
            scratch.fresh();
            Migrated migrated;
            if (inputs.migrations().isEmpty() && !inputs.level2Steps().isEmpty()) {
                migrated = scratch.migrate(scratch.tool(inputs.level2Steps()), Integer.MAX_VALUE);
            } else {
                migrated = scratch.migrate(inputs.migrations());
            }
            if (!inputs.level2().isEmpty()) {
                levels.put("L2", scratch.prove(inputs.level2()));
            }
            if (!inputs.level2Steps().isEmpty()) {
                levels.put("L2", byTool(scratch, scratch.tool(inputs.level2Steps()), migrated));
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
    private static Optional<Rehearsal.Proof> levelOne(Inputs inputs, int point, Scratch scratch) throws Exception {
        if (!inputs.level1().isEmpty()) {
            return Optional.of(fromEach(Math.min(inputs.migrations().size(), point - 1), applied -> {
                scratch.fresh();
                scratch.migrate(inputs.migrations().subList(0, applied));
                return Optional.of(scratch.prove(inputs.level1()));
            }));
        }
        if (inputs.level1Steps().isEmpty()) {
            return Optional.empty();
        }
        ToolLevel tool = scratch.tool(inputs.level1Steps());
        int last = inputs.pointOfNoReturn().isPresent() ? point - 1 : Integer.MAX_VALUE;
        return Optional.of(fromEach(last, applied -> {
            scratch.fresh();
            boolean more = scratch.migrate(tool, applied).steps().size() == applied;
            return more || applied == 1 ? Optional.of(scratch.prove(tool)) : Optional.empty();
        }));
    }

    /** The proof of level 1 after so many steps; empty when there are not so many. */
    private interface After {
        Optional<Rehearsal.Proof> steps(int applied) throws Exception;
    }

    private static Rehearsal.Proof fromEach(int last, After after) throws Exception {
        long millis = 0;
        Rehearsal.Proof proof = new Rehearsal.Proof(true, "no step comes before the point of no return", 0, List.of());
        for (int applied = 1; applied <= last; applied++) {
            Optional<Rehearsal.Proof> found = after.steps(applied);
            if (found.isEmpty()) {
                break;
            }
            proof = found.get();
            millis = Math.max(millis, proof.millis());
            if (!proof.proven()) {
                return new Rehearsal.Proof(false, "after step " + applied + ": " + proof.why(), millis, proof.loses());
            }
        }
        return new Rehearsal.Proof(true, proof.why(), millis, proof.loses());
    }

    /** The tool must apply all of the release, or it would prove too little. */
    private static Rehearsal.Proof byTool(Scratch scratch, ToolLevel tool, Migrated migrated) throws Exception {
        scratch.fresh();
        Migrated itsOwn = scratch.migrate(tool, Integer.MAX_VALUE);
        return last(itsOwn).equals(last(migrated))
                ? scratch.prove(tool)
                : new Rehearsal.Proof(
                        false,
                        "the tool applies " + names(itsOwn) + ", which leads to another schema than " + names(migrated),
                        0,
                        List.of());
    }

    private static String last(Migrated migrated) {
        return migrated.digests().get(migrated.digests().size() - 1);
    }

    private static String names(Migrated migrated) {
        return migrated.steps().isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        migrated.steps().stream()
                                .map(Rehearsal.StepTime::script)
                                .toList());
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
