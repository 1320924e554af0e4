package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariaByThePlanTest {
    private static final ExecutorCatalogue CATALOGUE = ExecutorCatalogue.standard();

    @TempDir
    Path workspace;

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "clone: clone, dump",
                "dump: clone, dump",
                "dump: dump",
                "tables: clone, dump",
                "cheapest: clone, dump",
                "point-in-time: clone, restore-point",
                "point-in-time: restore-point"
            })
    void aBrokenMigrationIsTakenBackByThePlansOwnSteps(String restore, String keep) throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        Nasty.fill(victim);
        victim.context.file("V1.sql", "ALTER TABLE users ADD COLUMN email varchar(100);");
        PlannedSteps plan = new PlannedSteps(plan(restore, keep), Optional.of(Level.L3), PlanMapper.json());
        Nasty.State before = Nasty.state(victim);
        for (Activity arming : List.of(Activity.BACK_UP, Activity.REHEARSE)) {
            all(plan, arming, victim.context);
        }
        assertThat(before.difference(Nasty.state(victim)))
                .as("arming changes nothing")
                .isEmpty();
        Nasty.migrate(victim);
        victim.run("INSERT INTO tasks (user_id, title) VALUES (3, 'late')", "DELETE FROM tasks WHERE title = 'late'");
        victim.run("INSERT INTO tasks (user_id, title) VALUES (3, 'later')", "SELECT NEXTVAL(numbers)");
        Nasty.State broken = Nasty.state(victim);

        Map<String, String> evidence = new TreeMap<>();
        for (Activity activity : List.of(
                Activity.FREEZE_WRITES,
                Activity.SET_DATA_ASIDE,
                Activity.UNDO_DATA,
                Activity.FIX_SEQUENCES,
                Activity.VERIFY_DATA,
                Activity.ALLOW_WRITES)) {
            evidence.putAll(all(plan, activity, victim.context));
        }

        assertThat(evidence)
                .containsEntry("verdict", "equal")
                .containsEntry("rows-lost", "0")
                .containsEntry(
                        "read-from",
                        keep.equals("dump")
                                ? "key-wise difference: no place in the binary log was noted at arming"
                                : "the log of writes")
                .containsKey(
                        switch (restore) {
                            case "tables" -> "moved-aside-to";
                            case "cheapest" -> "rung";
                            default -> "broken-kept-as";
                        });
        Nasty.State now = Nasty.state(victim);
        assertThat(before.difference(now))
                .allMatch(it -> it.startsWith("the next number of "))
                .isNotEmpty();
        before.catalog()
                .counters()
                .keySet()
                .forEach(counter -> assertThat(now.catalog().counters().get(counter))
                        .as("no number of %s is given twice", counter)
                        .isGreaterThanOrEqualTo(broken.catalog().counters().getOrDefault(counter, 1L))
                        .isGreaterThanOrEqualTo(before.catalog().counters().get(counter)));
    }

    @Test
    void whereTheLogDoesNotTellEveryRowTheyAreComparedWithTheSchemaFromTheBackup() throws Exception {
        MariaVictim victim = new MariaVictim(workspace);
        PlannedSteps plan =
                new PlannedSteps(plan("point-in-time", "restore-point"), Optional.of(Level.L3), PlanMapper.json());
        all(plan, Activity.BACK_UP, victim.context);
        victim.context.notes.remove("binlog/db");
        victim.context.notes.put("binlog-lost/db", "the server purged it");
        victim.run("DELETE FROM tasks WHERE id = 3", "INSERT INTO users (name) VALUES ('late')");

        all(plan, Activity.FREEZE_WRITES, victim.context);
        Map<String, String> aside = all(plan, Activity.SET_DATA_ASIDE, victim.context);
        assertThat(all(plan, Activity.SET_DATA_ASIDE, victim.context)).containsEntry("held-as", aside.get("held-as"));
        all(plan, Activity.UNDO_DATA, victim.context);
        all(plan, Activity.VERIFY_DATA, victim.context);
        all(plan, Activity.ALLOW_WRITES, victim.context);

        assertThat(aside.get("read-from")).contains("the server purged it");
        assertThat(aside).containsEntry("rows-lost", "0").containsEntry("rows-set-aside", "2");
        assertThat(victim.value("SELECT COUNT(*) FROM tasks")).isEqualTo("20");
        assertThat(victim.value("SELECT COUNT(*) FROM users")).isEqualTo("20");
    }

    @Test
    void everyStepHasAnExecutorThatTakesItsInputs() throws Exception {
        PlannedSteps plan = new PlannedSteps(plan("dump", "clone, dump"), Optional.of(Level.L3), PlanMapper.json());
        List<String> uses = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            for (Step step : plan.of(activity)) {
                uses.add(step.uses());
                CATALOGUE.bind(CATALOGUE.get(step.uses()), step.with());
            }
        }
        assertThat(uses)
                .contains("mariadb/preflight", "mariadb/binlog", "mariadb/copy", "mariadb/dump", "mariadb/restore");
        assertThat(uses).noneMatch(it -> it.startsWith("postgres/"));
    }

    private static Map<String, String> all(PlannedSteps plan, Activity activity, TestContext context) throws Exception {
        Map<String, String> evidence = new TreeMap<>();
        int number = 0;
        for (Step step : plan.of(activity)) {
            TestContext own = context.withKey(activity + "/" + number++);
            own.underway(2);
            evidence.putAll(step(step.uses(), step.with(), own));
        }
        return evidence;
    }

    private static <I extends Record> Map<String, String> step(String uses, JsonNode with, TestContext context)
            throws Exception {
        @SuppressWarnings("unchecked")
        Executor<I> named = (Executor<I>) CATALOGUE.get(uses);
        I inputs = CATALOGUE.bind(named, with);
        Executor<I> executor = named.on(inputs, context);
        Probe probe = executor.probe(inputs, context);
        Outcome outcome = probe instanceof Probe.Already already
                ? Outcome.done(already.evidence())
                : executor.run(inputs, context);
        assertThat(outcome).as("%s %s", uses, context.output).isInstanceOf(Outcome.Done.class);
        assertThat(executor.verify(inputs, context)).as(uses).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }

    private static Plan plan(String restore, String keep) {
        String yaml = """
                apiVersion: sternway.dev/v1
                kind: RollbackPlan
                metadata: {id: SHOP, title: A release of the shop, release: 2.0.0, lead: lead, reviewed: 2026-11-20}
                roles: {lead: [maria]}
                targets:
                  db: {type: mariadb, url: "jdbc:mariadb://localhost/shop", user: sternway, password: {secret: P}}
                changes: [{id: C001, title: E-mail for users, database: db, migrations: [V1.sql]}]
                safeguards: {backup: {database: db, keep: [%s], verify: restore}, rehearse: %s}
                triggers: []
                decision: {within: 5m, by: lead, otherwise: roll-back}
                phases:
                  preservation: {within: 15m, steps: []}
                  data: {within: 45m, level-3: {restore: %s}}
                  restoration: {within: 60m, steps: []}
                  validation: {within: 2h, monitor: 30m, checks: []}
                communication: {channels: [], before: [], during: {every: 15m}, after: []}
                afterwards: {post-mortem: {within: 48h}, follow-ups: []}
                """.formatted(keep, keep.contains("clone"), restore);
        PlanReader.Reading reading = PlanReader.read("shop.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return reading.plan().orElseThrow(() -> new IllegalArgumentException(reading.findings() + ""));
    }
}
