package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.ByThePlan;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.MariaVictim;
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
        ByThePlan plan = new ByThePlan(plan(restore, keep), Level.L3, victim.context);
        Nasty.State before = Nasty.state(victim);
        plan.all(Activity.BACK_UP, Activity.REHEARSE);
        assertThat(before.difference(Nasty.state(victim)))
                .as("arming changes nothing")
                .isEmpty();
        Nasty.migrate(victim);
        victim.run("INSERT INTO tasks (user_id, title) VALUES (3, 'late')", "DELETE FROM tasks WHERE title = 'late'");
        victim.run("INSERT INTO tasks (user_id, title) VALUES (3, 'later')", "SELECT NEXTVAL(numbers)");
        Nasty.State broken = Nasty.state(victim);

        Map<String, String> evidence = plan.dataFrom(Activity.FREEZE_WRITES);

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
        ByThePlan plan = new ByThePlan(plan("point-in-time", "restore-point"), Level.L3, victim.context);
        plan.all(Activity.BACK_UP);
        victim.context.notes.remove("binlog/db");
        victim.context.notes.put("binlog-lost/db", "the server purged it");
        victim.run("DELETE FROM tasks WHERE id = 3", "INSERT INTO users (name) VALUES ('late')");

        plan.all(Activity.FREEZE_WRITES);
        Map<String, String> aside = plan.all(Activity.SET_DATA_ASIDE);
        assertThat(plan.all(Activity.SET_DATA_ASIDE)).containsEntry("held-as", aside.get("held-as"));
        plan.all(Activity.UNDO_DATA);
        plan.all(Activity.VERIFY_DATA);
        plan.all(Activity.ALLOW_WRITES);

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
