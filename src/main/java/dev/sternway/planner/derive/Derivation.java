package dev.sternway.planner.derive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Plan;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.planner.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a release's proofs down as a plan. What only people know stays a named blank that lint demands. */
public final class Derivation {
    private final Release release;
    private final ObjectNode plan = PlanMapper.json().createObjectNode();
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final int pointOfNoReturn;

    private Derivation(Release release) {
        this.release = release;
        pointOfNoReturn = pointOfNoReturn(release.steps());
    }

    public static DerivedPlan of(Release release) {
        Derivation derivation = new Derivation(release);
        derivation.write();
        return new DerivedPlan(derivation.plan, derivation.files, derivation.refusals);
    }

    /** The first step that the old version does not survive, or that overwrites rows: from there on dropping what is new is not enough. */
    private static int pointOfNoReturn(List<ProvenStep> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).leavesOldCodeAlone()
                    || steps.get(i).keepsRows()
                    || !steps.get(i).isProven()) {
                return i + 1;
            }
        }
        return steps.size() + 1;
    }

    private void write() {
        plan.put("apiVersion", Plan.API_VERSION).put("kind", Plan.KIND);
        plan.putObject("metadata")
                .put("id", release.id())
                .put("title", "<title>")
                .put("release", "<release>")
                .put("lead", "deploy-lead");
        plan.putArray("assumptions")
                .add("The migrations run as they are listed here, in this order, each in one transaction")
                .add("Backup fresh and verified");
        plan.putObject("roles").set("deploy-lead", one("<deploy lead>"));
        ((ObjectNode) plan.get("roles")).set("dba", one("<dba>"));
        ((ObjectNode) plan.get("roles")).set("leadership", one("<leadership>"));
        ObjectNode target = plan.putObject("targets").putObject(release.database());
        target.put("type", "postgresql");
        release.url().ifPresent(it -> target.put("url", it));
        release.user().ifPresent(it -> target.put("user", it));
        changes();
        ObjectNode backup = plan.putObject("safeguards").putObject("backup").put("database", release.database());
        backup.putArray("keep").add("clone").add("dump");
        backup.put("verify", "restore");
        triggers();
        Levels levels = new Levels(release, pointOfNoReturn, files, refusals);
        ObjectNode data = PlanMapper.json().createObjectNode().put("within", "45m");
        levels.into(data);
        decision(levels);
        ObjectNode phases = plan.putObject("phases");
        phases.putObject("preservation").put("within", "15m").putArray("steps");
        phases.set("data", data);
        phases.putObject("restoration").put("within", "60m").putArray("steps");
        ObjectNode validation =
                phases.putObject("validation").put("within", "2h").put("monitor", "30m");
        checks(validation.putArray("checks"));
        dangers(levels);
        inputs();
        notes();
    }

    private static ArrayNode one(String text) {
        return PlanMapper.json().createArrayNode().add(text);
    }

    private void changes() {
        ArrayNode changes = plan.putArray("changes");
        int number = 0;
        for (ProvenStep step : release.steps()) {
            ObjectNode change = changes.addObject()
                    .put("id", String.format(Locale.ROOT, "C%03d", ++number))
                    .put("title", title(step.name()));
            change.put("database", release.database());
            change.putArray("migrations").add(step.file());
            if (step.keepsRows()) {
                files.put(step.file(), Generated.sealed(step.proof().capture()));
            } else if (step.place().isEmpty()) {
                files.put(step.file(), step.migration().up());
            }
            change.put("class", changeClass(step)).put("method", "script");
            if (!step.isProven()) {
                refusals.add(step.migration().name() + ": " + step.proof().reason());
                change.putObject("rollback")
                        .put("possible", false)
                        .put("because", step.proof().reason());
            }
            if (number == pointOfNoReturn) {
                change.put("point-of-no-return", 1);
            }
        }
    }

    private static String title(String name) {
        String words = name.replaceFirst("^[A-Za-z]?[0-9][0-9._]*?_+", "")
                .replaceFirst("^[0-9-]+_", "")
                .replaceAll("[_.-]+", " ")
                .strip();
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String changeClass(ProvenStep step) {
        List<String> warnings = step.proof().warnings();
        if (!step.isProven() || warnings.stream().anyMatch(it -> it.endsWith(" is gone"))) {
            return "dangerous";
        }
        if (step.keepsRows()
                || warnings.stream()
                        .anyMatch(
                                it -> it.contains(" is called ") || it.contains(" was ") && it.contains(" and is "))) {
            return "needs-data-migration";
        }
        return step.leavesOldCodeAlone() ? "expand-contract" : "safe";
    }

    private void triggers() {
        ArrayNode triggers = plan.putArray("triggers");
        for (int i = 1; i <= release.steps().size(); i++) {
            String id = String.format(Locale.ROOT, "C%03d", i);
            ObjectNode trigger = triggers.addObject().put("id", "migration-" + id.toLowerCase(Locale.ROOT) + "-fails");
            trigger.putObject("watch").putObject("migration").put("change", id);
            trigger.put("mode", "propose");
        }
        ObjectNode person = triggers.addObject().put("id", "somebody-decides");
        person.putObject("watch").putObject("person").put("role", "deploy-lead");
        person.put("mode", "propose");
    }

    private void decision(Levels levels) {
        ObjectNode decision = plan.putObject("decision").put("within", "5m").put("by", "deploy-lead");
        decision.putArray("escalate").add("dba").add("leadership");
        decision.put("otherwise", "roll-back");
        levels.matrix(decision.putArray("matrix"));
    }

    private void checks(ArrayNode checks) {
        ObjectNode check = checks.addObject()
                .put("name", "Check that the database answers")
                .put("uses", "check/sql")
                .put("activity", "check-data");
        check.putObject("with")
                .put("database", release.database())
                .put("query", "SELECT 1")
                .put("expect", "1");
        check.put("estimate", "1s");
    }

    private void dangers(Levels levels) {
        ArrayNode dangers = plan.putArray("dangers");
        levels.guarded()
                .forEach(step -> dangers.addObject()
                        .put("command", GuardedScript.mark(step))
                        .put(
                                "because",
                                "Derived and proven on PostgreSQL " + release.server()
                                        + ": forward, back, compared, forward again; what it destroys it sets aside"));
    }

    private void inputs() {
        ArrayNode inputs = plan.putArray("inputs");
        for (String blank : List.of("title", "release", "deploy lead", "dba", "leadership")) {
            inputs.addObject().put("name", blank).put("blank", "<" + blank + ">");
        }
    }

    private void notes() {
        ArrayNode notes = plan.putArray("notes");
        for (ProvenStep step : release.steps()) {
            step.proof()
                    .warnings()
                    .forEach(warning -> notes.add(step.migration().name() + " " + warning));
            if (step.keepsRows()) {
                notes.add(step.migration().name() + " must run as " + step.file()
                        + ": it keeps the rows that it overwrites, and stops where it would write others");
            }
        }
    }

    /** What a way back destroys, for people. */
    static String loss(List<ProvenStep> steps, boolean counted) {
        String losses = steps.stream()
                .flatMap(step -> step.proof().losses().stream())
                .sorted(Comparator.comparing(Proof.Loss::what))
                .map(loss -> counted
                        ? counted(loss)
                        : loss.column()
                                .map(it -> "every value of " + loss.what())
                                .orElse("every row of " + loss.what()))
                .collect(Collectors.joining(", "));
        return losses.isEmpty()
                ? "nothing"
                : losses + (counted ? ", and what is written since" : "") + "; all of it is set aside";
    }

    private static String counted(Proof.Loss loss) {
        String count = String.format(Locale.ROOT, "%,d", loss.count()).replace(',', ' ');
        return loss.column()
                .map(column -> column + ": " + count + " values in " + loss.table())
                .orElse(loss.table() + ": " + count + " rows");
    }
}
