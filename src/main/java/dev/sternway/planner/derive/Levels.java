package dev.sternway.planner.derive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.planner.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Level 1 before the point of no return, level 2 after it, level 3 always. */
final class Levels {
    private static final int LEAST_SECONDS = 5;

    private final Release release;
    private final int pointOfNoReturn;
    private final Map<String, String> files;
    private final Set<ProvenStep> guarded = new LinkedHashSet<>();
    private final List<ProvenStep> first;
    private final boolean all;

    Levels(Release release, int pointOfNoReturn, Map<String, String> files, List<String> refusals) {
        this.release = release;
        this.pointOfNoReturn = pointOfNoReturn;
        this.files = files;
        for (ProvenStep step : release.steps()) {
            GuardedScript.of(step)
                    .filter(script -> step.isProven())
                    .ifPresentOrElse(
                            script -> {
                                guarded.add(step);
                                files.put(path(step), Generated.sealed(script));
                            },
                            () -> {
                                if (step.isProven()) {
                                    refusals.add(
                                            step.migration().name()
                                                    + ": nothing in the schema tells whether it was applied, so no level can lead back from the middle");
                                }
                            });
        }
        first = release.steps().subList(0, Math.min(release.steps().size(), pointOfNoReturn - 1)).stream()
                .takeWhile(guarded::contains)
                .toList();
        all = guarded.size() == release.steps().size();
    }

    List<ProvenStep> guarded() {
        return List.copyOf(guarded);
    }

    private boolean hasFirst() {
        return !first.isEmpty() && first.size() == Math.min(release.steps().size(), pointOfNoReturn - 1);
    }

    private boolean hasSecond() {
        return all && pointOfNoReturn <= release.steps().size();
    }

    private static String path(ProvenStep step) {
        return "rollback/" + step.name() + ".sql";
    }

    void into(ObjectNode data) {
        if (hasFirst()) {
            level(data.putObject("level-1"), first);
        }
        if (hasSecond()) {
            level(data.putObject("level-2"), release.steps());
        }
        data.putObject("level-3")
                .put("restore", "clone")
                .put("estimate", "2m")
                .put("loses", "everything written since arming, unless it is set aside");
    }

    private static List<ProvenStep> backwards(List<ProvenStep> steps) {
        List<ProvenStep> order = new ArrayList<>(steps);
        java.util.Collections.reverse(order);
        return order;
    }

    private void level(ObjectNode level, List<ProvenStep> steps) {
        ArrayNode scripts = level.putArray("scripts");
        backwards(steps).forEach(step -> scripts.add(path(step)));
        ArrayNode salvage = level.putArray("salvage");
        columns(steps).forEach((table, columns) -> {
            ObjectNode aside = salvage.addObject().put("table", table);
            columns.forEach(aside.putArray("columns")::add);
        });
        level.put("estimate", seconds(steps) + "s").put("loses", Derivation.loss(steps, release.realSize()));
    }

    /** Columns that go, by table: what the salvage can put back once they are there again. */
    private static Map<String, List<String>> columns(List<ProvenStep> steps) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (ProvenStep step : steps) {
            for (Proof.Loss loss : step.proof().losses()) {
                loss.column()
                        .ifPresent(column -> columns.computeIfAbsent(loss.table(), key -> new ArrayList<>())
                                .add(column));
            }
        }
        return columns;
    }

    /** Twice what was measured, and never less than a handful of seconds: at night everything takes longer. */
    private static long seconds(List<ProvenStep> steps) {
        long millis =
                steps.stream().mapToLong(step -> step.proof().downMillis()).sum();
        return Math.max(LEAST_SECONDS, (2 * millis + 999) / 1000);
    }

    void matrix(ArrayNode matrix) {
        if (release.steps().stream().allMatch(ProvenStep::leavesOldCodeAlone)) {
            row(
                    matrix,
                    "The application is broken, the old version runs on the new schema",
                    "code-only",
                    "10m",
                    "nothing");
        }
        if (hasFirst()) {
            row(
                    matrix,
                    pointOfNoReturn > release.steps().size()
                            ? "The migration failed, or the database has to go back"
                            : "The migration failed before step " + pointOfNoReturn,
                    "level-1",
                    seconds(first) + "s",
                    Derivation.loss(first, release.realSize()));
        }
        if (hasSecond()) {
            row(
                    matrix,
                    "The release is broken after step " + pointOfNoReturn,
                    "level-2",
                    seconds(release.steps()) + "s",
                    Derivation.loss(release.steps(), release.realSize()));
        }
        row(
                matrix,
                "Rows are damaged, or the schema is none that the rehearsal saw",
                "level-3",
                "45m",
                "everything written since arming, unless it is set aside");
        row(matrix, "The migration is slow but sound", "pause", "15m", "nothing");
    }

    private static void row(ArrayNode matrix, String situation, String action, String time, String loss) {
        matrix.addObject()
                .put("situation", situation)
                .put("action", action)
                .put("time", time)
                .put("loss", loss);
    }
}
