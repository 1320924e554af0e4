package dev.sternway.plan.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannedStepsTest {
    @Test
    void aLevelsOwnStepsRunOnlyWhenThatLevelIsChosen() throws Exception {
        Plan plan = plan("      estimate: 30s\n", """
                      estimate: 30s
                      steps:
                        - {name: Tell the replica, uses: command/run, with: {argv: [bin/tell]}}
                """);

        assertThat(names(plan, Level.L1)).contains("Tell the replica");
        assertThat(names(plan, Level.L3)).doesNotContain("Tell the replica");
    }

    @Test
    void stepsOfTheTeamsToolAreALevelThatIsRehearsed() throws Exception {
        Plan plan = plan("scripts: \\[rollback/level-1.sql]", """
                steps: [{name: Back, uses: migrate/flyway-undo, with: {database: todo-db, to: "1", migrations: [db/V2__x.sql]}}]
                """.strip());
        PlannedSteps steps = new PlannedSteps(plan, Optional.of(Level.L1), PlanMapper.json());

        assertThat(steps.of(Activity.UNDO_DATA)).extracting(Step::uses).containsExactly("migrate/flyway-undo");
        assertThat(steps.of(Activity.REHEARSE).get(0).with().path("level-1-steps"))
                .hasSize(1)
                .first()
                .satisfies(step ->
                        assertThat(step.path("with").path("to").asText()).isEqualTo("1"));
        assertThat(steps.of(Activity.REHEARSE).get(0).with().has("level-1")).isFalse();
    }

    @Test
    void clientsWaitInTheirPoolerFromBeforeTheFreezeUntilAfterTheThaw() throws Exception {
        Plan plan = plan("targets:\n", """
                targets:
                  pool: {type: pgbouncer, url: "jdbc:postgresql://pool/pgbouncer", user: keeper}
                """);
        PlannedSteps steps = new PlannedSteps(plan, Optional.of(Level.L3), PlanMapper.json());

        assertThat(steps.of(Activity.FREEZE_WRITES))
                .extracting(Step::uses)
                .containsExactly("postgres/pooler", "database/freeze");
        assertThat(steps.of(Activity.ALLOW_WRITES))
                .extracting(Step::uses)
                .containsExactly("database/thaw", "postgres/pooler");
        assertThat(steps.of(Activity.BACK_UP)).extracting(Step::name).contains("Check that pool can let clients wait");
    }

    @Test
    void aPhaseMayNameWhoIsAskedWhenItIsOverrun() throws Exception {
        Plan plan = plan("  preservation:\n", "  preservation:\n    escalate: [ops]\n");

        assertThat(plan.phases().escalate(Phase.PRESERVATION)).containsExactly("ops");
        assertThat(plan.phases().escalate(Phase.DATA)).isEmpty();
    }

    @Test
    void aMessageThroughAPersonIsAnInstructionForThatPerson() throws Exception {
        Plan plan = plan(
                "\\{id: engineering, uses: notify/webhook, with: \\{target: chat, path: /engineering}}",
                "{id: engineering, uses: manual/instruction, with: {instruction: Post in the channel, role: ops}}");

        Step first = new PlannedSteps(plan, Optional.of(Level.L1), PlanMapper.json())
                .of(Activity.ANNOUNCE)
                .get(0);

        assertThat(first.uses()).isEqualTo("manual/instruction");
        assertThat(first.with().path("instruction").asText()).startsWith("Post in the channel\n\n${incident}");
        assertThat(first.with().has("text")).isFalse();
    }

    @Test
    void levelThreeMayRestoreOnlyTheDamagedTablesAndFallsBackOnWhatIsKept() throws Exception {
        Plan plan = plan("restore: clone", "restore: tables");

        Step undo = new PlannedSteps(plan, Optional.of(Level.L3), PlanMapper.json())
                .of(Activity.UNDO_DATA)
                .get(0);

        assertThat(undo.uses()).isEqualTo("postgres/restore-tables");
        assertThat(undo.with().path("otherwise").asText()).isEqualTo("clone");
    }

    @Test
    void levelThreeMayLeaveTheWayToTheMomentOfTheRollback() throws Exception {
        Step undo = new PlannedSteps(
                        plan("restore: clone", "restore: cheapest"), Optional.of(Level.L3), PlanMapper.json())
                .of(Activity.UNDO_DATA)
                .get(0);

        assertThat(undo.uses()).isEqualTo("postgres/restore-cheapest");
        assertThat(undo.with().path("from").toString()).isEqualTo("[\"clone\",\"dump\"]");
    }

    @Test
    void aRestorePointIsProvenAtArmingAndIsWhatLevelThreeGoesBackTo() throws Exception {
        Plan plan = plan(
                "keep: \\[clone, dump]",
                "keep: [restore-point], recover-from: {pgbackrest: {stanza: main}}",
                "restore: clone",
                "restore: point-in-time");
        PlannedSteps steps = new PlannedSteps(plan, Optional.of(Level.L3), PlanMapper.json());

        assertThat(steps.of(Activity.BACK_UP))
                .extracting(Step::uses)
                .contains("postgres/restore-point", "postgres/point-in-time")
                .doesNotContain("postgres/clone", "postgres/dump");
        Step hold = steps.of(Activity.SET_DATA_ASIDE).get(0);
        assertThat(hold.with().path("then").asText()).isEqualTo("hold");
        assertThat(hold.with().at("/from/pgbackrest/stanza").asText()).isEqualTo("main");
        assertThat(steps.of(Activity.SET_DATA_ASIDE).get(1).uses()).isEqualTo("database/salvage");
        Step undo = steps.of(Activity.UNDO_DATA).get(0);
        assertThat(undo.with().path("then").asText()).isEqualTo("copy-tables");
        assertThat(undo.with().path("otherwise").asText()).isEqualTo("copy-database");
        assertThat(steps.of(Activity.VERIFY_DATA).get(0).with().path("data").asText())
                .isEqualTo("restore-point");
    }

    private static List<String> names(Plan plan, Level level) {
        return new PlannedSteps(plan, Optional.of(level), PlanMapper.json())
                .of(Activity.UNDO_DATA).stream().map(Step::name).toList();
    }

    private static Plan plan(String... oldAndChanged) throws Exception {
        String text = Files.readString(Path.of("plans/add-email/plan.yaml"));
        for (int i = 0; i < oldAndChanged.length; i += 2) {
            assertThat(text).containsPattern(oldAndChanged[i]);
            text = text.replaceFirst(oldAndChanged[i], oldAndChanged[i + 1]);
        }
        return PlanReader.read("plan.yaml", text.getBytes(StandardCharsets.UTF_8))
                .plan()
                .orElseThrow();
    }
}
