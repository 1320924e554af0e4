package dev.sternway.plan.steps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.DurationText;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Change;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Backup;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.Step;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What arming does: back up, restore the backup once, fingerprint, rehearse. */
final class ArmingSteps {
    private final Plan plan;
    private final String database;
    private final Engine engine;

    ArmingSteps(Plan plan) {
        this.plan = plan;
        this.engine = Engine.of(plan);
        this.database = plan.safeguards().backup().database();
    }

    List<Step> of(Activity activity) {
        return switch (activity) {
            case BACK_UP -> backUp();
            case REHEARSE -> plan.safeguards().rehearse() ? List.of(rehearse()) : List.of();
            default -> List.of();
        };
    }

    private List<Step> backUp() {
        Backup backup = plan.safeguards().backup();
        List<Kept> keep = backup.keep();
        String valid = DurationText.format(backup.valid());
        List<Step> steps = new ArrayList<>();
        steps.add(step("Check log-in, tools and space for " + database, engine.preflight(), preflight(backup)));
        steps.addAll(new Poolers(plan)
                .steps(Activity.BACK_UP, "check", pooler -> "Check that " + pooler + " can let clients wait"));
        steps.addAll(plan.safeguards().record());
        boolean logOfPoint = keep.contains(Kept.RESTORE_POINT) && !engine.recoversFromAnArchive();
        if (keep.contains(Kept.CLONE) || logOfPoint) {
            steps.add(step(
                    "Keep the log of writes to " + database,
                    engine.log(),
                    inputs().put("action", engine.keepingTheLog())));
        }
        if (keep.contains(Kept.CLONE)) {
            steps.add(step(
                    "Clone " + database,
                    engine.copy(),
                    inputs().put("action", "take").put("valid", valid)));
        }
        if (logOfPoint) {
            steps.add(step(
                    "Back up the whole server of " + database,
                    "mariadb/backup",
                    encrypted(inputs().put("action", "take"), backup)));
            steps.add(step(
                    "Start a server from the backup once",
                    engine.pointInTime(),
                    inputs().put("then", "verify").put("valid", valid)));
        } else if (keep.contains(Kept.RESTORE_POINT)) {
            steps.add(step(
                    "Mark a restore point in the log of " + database,
                    "postgres/restore-point",
                    encrypted(recoverFrom(inputs(), backup), backup)));
            steps.add(step(
                    "Recover to the restore point once",
                    engine.pointInTime(),
                    recoverFrom(inputs(), backup).put("then", "verify").put("valid", valid)));
        }
        steps.add(step("Fingerprint " + database, "database/fingerprint", inputs().put("as", "armed")));
        if (keep.contains(Kept.DUMP)) {
            steps.add(step("Dump " + database, engine.dump(), encrypted(inputs(), backup)));
            steps.add(step(
                    "Restore the dump once",
                    engine.restore(),
                    inputs().put("action", "verify").put("valid", valid)));
        }
        return steps;
    }

    private ObjectNode preflight(Backup backup) {
        ObjectNode with = inputs();
        var keep = with.putArray("keep");
        backup.keep().forEach(kept -> keep.add(PlanMapper.json().convertValue(kept, String.class)));
        return encrypted(with, backup);
    }

    static ObjectNode recoverFrom(ObjectNode with, Backup backup) {
        backup.recoverFrom().ifPresent(from -> {
            ObjectNode place = with.putObject("from");
            from.archive().ifPresent(folder -> place.put("archive", folder));
            from.restoreCommand().ifPresent(command -> place.put("restore-command", command));
            from.pgbackrest().ifPresent(repository -> {
                ObjectNode stanza = place.putObject("pgbackrest").put("stanza", repository.stanza());
                repository.config().ifPresent(config -> stanza.put("config", config));
            });
        });
        return with;
    }

    private static ObjectNode encrypted(ObjectNode with, Backup backup) {
        backup.encrypt().ifPresent(key -> with.putObject("encrypt").put("secret", key.secret()));
        return with;
    }

    private Step rehearse() {
        ObjectNode with = inputs();
        plan.migrations(database).forEach(with.putArray("migrations")::add);
        pointOfNoReturn().ifPresent(step -> with.put("point-of-no-return", step));
        ways(with, "level-1", plan.phases().data().level1());
        ways(with, "level-2", plan.phases().data().level2());
        return Step.of(
                Activity.REHEARSE,
                "Rehearse migration and rollback on a scratch copy",
                "database/rehearse",
                with,
                Optional.empty());
    }

    /** Counted over all migrations of the database, as they run. */
    private Optional<Integer> pointOfNoReturn() {
        int before = 0;
        for (Change change : plan.changes()) {
            if (change.database().filter(database::equals).isEmpty()) {
                continue;
            }
            if (change.pointOfNoReturn().isPresent()) {
                return Optional.of(before + change.pointOfNoReturn().get());
            }
            before += change.migrations().size();
        }
        return Optional.empty();
    }

    private void ways(ObjectNode with, String name, Optional<DataLevel> level) {
        List<Step> tools = level.map(it -> it.toolSteps(database)).orElse(List.of());
        List<String> scripts = level.map(DataLevel::scripts).orElse(List.of());
        if (tools.isEmpty()) {
            if (!scripts.isEmpty()) {
                scripts.forEach(with.putArray(name)::add);
            }
            return;
        }
        ArrayNode steps = with.putArray(name + "-steps");
        if (!scripts.isEmpty()) {
            ObjectNode first = inputs();
            scripts.forEach(first.putArray("scripts")::add);
            steps.addObject().put("uses", DataLevel.SCRIPT).set("with", first);
        }
        tools.forEach(step -> steps.addObject().put("uses", step.uses()).set("with", step.with()));
    }

    private Step step(String name, String uses, ObjectNode with) {
        return Step.of(Activity.BACK_UP, name, uses, with, Optional.empty());
    }

    private ObjectNode inputs() {
        return JsonNodeFactory.instance.objectNode().put("database", database);
    }
}
