package dev.sternway.plan.steps;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Phases.Restore;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that a level of data rollback brings by itself, so that no plan can forget the freeze or the salvage. */
final class LevelSteps {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String database;
    private final Plan.Backup backup;
    private final Engine engine;
    private final DataLevel how;
    private final Poolers poolers;

    LevelSteps(Plan plan, Level level) {
        this.database = plan.safeguards().backup().database();
        this.engine = Engine.of(plan);
        this.poolers = new Poolers(plan);
        this.backup = plan.safeguards().backup();
        this.how = plan.phases()
                .data()
                .of(level)
                .orElseThrow(() -> new IllegalStateException("the plan has no " + level + ", which was decided on"));
    }

    List<Step> of(Activity activity) {
        return switch (activity) {
            case FREEZE_WRITES -> freeze();
            case SET_DATA_ASIDE -> setAside();
            case UNDO_DATA -> isByTool() ? List.of() : List.of(undo());
            case FIX_SEQUENCES ->
                List.of(step(activity, "Set sequences to the highest id", "database/sequences", inputs()));
            case VERIFY_DATA ->
                List.of(step(
                        activity,
                        "Compare schema and data with the state at arming",
                        "database/verify",
                        inputs().put("schema", expected()).put("data", restores() ? expected() : "frozen")));
            case ALLOW_WRITES -> thaw();
            default -> List.of();
        };
    }

    private List<Step> freeze() {
        List<Step> steps = new ArrayList<>(
                poolers.steps(Activity.FREEZE_WRITES, "pause", pooler -> "Let clients wait in " + pooler));
        steps.add(step(Activity.FREEZE_WRITES, "Freeze writes to " + database, "database/freeze", inputs()));
        return steps;
    }

    private List<Step> thaw() {
        List<Step> steps = new ArrayList<>();
        steps.add(step(Activity.ALLOW_WRITES, "Let writes to " + database + " in again", "database/thaw", inputs()));
        steps.addAll(poolers.steps(
                Activity.ALLOW_WRITES, "resume", pooler -> "Let clients that wait in " + pooler + " go on"));
        return steps;
    }

    /** The state that the level leads back to. */
    private String expected() {
        return recovers() ? "restore-point" : "armed";
    }

    private boolean recovers() {
        return how.restore().equals(Optional.of(Restore.POINT_IN_TIME));
    }

    private Step recover(Activity activity, String name, String then) {
        ObjectNode with = ArmingSteps.recoverFrom(inputs(), backup).put("then", then);
        return step(
                activity,
                name,
                engine.pointInTime(),
                then.equals("copy-tables") ? with.put("otherwise", "copy-database") : with);
    }

    /** The plan's own steps do it. */
    private boolean isByTool() {
        return !restores() && how.scripts().isEmpty();
    }

    private boolean restores() {
        return how.restore().isPresent();
    }

    private List<Step> setAside() {
        ObjectNode salvage = inputs();
        var tables = salvage.putArray("tables");
        for (SetAside aside : how.salvage()) {
            ObjectNode table = tables.addObject().put("table", aside.table());
            if (!aside.columns().isEmpty()) {
                aside.columns().forEach(table.putArray("columns")::add);
            }
            aside.select().ifPresent(select -> table.put("select", select));
        }
        Step set =
                step(Activity.SET_DATA_ASIDE, "Set aside what the rollback would destroy", "database/salvage", salvage);
        if (recovers()) {
            return List.of(
                    recover(Activity.SET_DATA_ASIDE, "Recover the server beside to the restore point", "hold"), set);
        }
        if (restores()) {
            return List.of(set);
        }
        List<Step> nothingOrSalvage = how.salvage().isEmpty() ? List.of() : List.of(set);
        Step fingerprint = step(
                Activity.SET_DATA_ASIDE,
                "Fingerprint the frozen data",
                "database/fingerprint",
                inputs().put("as", "frozen").put("columns-of", "armed"));
        return java.util.stream.Stream.concat(nothingOrSalvage.stream(), java.util.stream.Stream.of(fingerprint))
                .toList();
    }

    private Step undo() {
        boolean cheapest = how.restore().equals(Optional.of(Restore.CHEAPEST));
        if (how.restore().equals(Optional.of(Restore.CLONE))) {
            return step(
                    Activity.UNDO_DATA,
                    "Swap in the clone kept since arming",
                    engine.copy(),
                    inputs().put("action", "restore"));
        }
        if (how.restore().equals(Optional.of(Restore.TABLES))) {
            return step(
                    Activity.UNDO_DATA,
                    "Restore the tables that differ from the state at arming",
                    engine.restoreTables(),
                    inputs().put("otherwise", backup.keep().contains(Plan.Kept.CLONE) ? "clone" : "dump"));
        }
        if (cheapest) {
            ObjectNode with = inputs();
            var from = with.putArray("from");
            backup.keep().stream()
                    .filter(kind -> kind != Plan.Kept.RESTORE_POINT)
                    .forEach(kind -> from.add(kind.name().toLowerCase(java.util.Locale.ROOT)));
            return step(
                    Activity.UNDO_DATA,
                    "Put the data back by the cheapest way that fits",
                    engine.restoreCheapest(),
                    with);
        }
        if (recovers()) {
            return engine.recoversFromAnArchive()
                    ? recover(
                            Activity.UNDO_DATA, "Put back what differs from the server recovered beside", "copy-tables")
                    : recover(Activity.UNDO_DATA, "Swap in the schema brought from the backup", "copy-database");
        }
        if (restores()) {
            return step(
                    Activity.UNDO_DATA,
                    "Restore the dump beside the database and swap it in",
                    engine.restore(),
                    inputs().put("action", "restore"));
        }
        ObjectNode scripts = inputs();
        how.scripts().forEach(scripts.putArray("scripts")::add);
        return step(Activity.UNDO_DATA, "Run the reverse scripts in one transaction", "sql/script", scripts);
    }

    private Step step(Activity activity, String name, String uses, ObjectNode with) {
        Optional<java.time.Duration> estimate = activity == Activity.UNDO_DATA ? how.estimate() : Optional.empty();
        return Step.of(activity, name, uses, with, estimate);
    }

    private ObjectNode inputs() {
        return JSON.objectNode().put("database", database);
    }
}
