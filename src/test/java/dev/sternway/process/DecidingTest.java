package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Level;
import dev.sternway.run.decide.WithdrawRestore;
import dev.sternway.run.rollback.RequestRollback;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.operaton.bpm.engine.task.Task;

/** Who is asked, who may answer, and what happens when nobody is asked or nobody answers. */
class DecidingTest {
    @TempDir
    private static Path folder;

    private static ArmedPlans plans;

    @BeforeAll
    static void start() {
        plans = new ArmedPlans(folder);
    }

    @AfterAll
    static void stop() {
        plans.close();
    }

    @AfterEach
    void setTheClockRight() {
        ClockUtil.reset();
    }

    @Test
    void whatWasPreApprovedIsDoneBeforeAnybodyIsAsked() throws IOException {
        String rollback = plans.fire(plans.arm(Optional.of("olga")), "by-itself");

        plans.untilActing(rollback);

        assertThat(plans.askedToDecide(rollback)).isEmpty();
        assertThat(plans.passed(rollback))
                .contains("take-pre-approved", "show-maintenance")
                .doesNotContain("decide-what-to-do", "hand-over", "approve-restore");
        assertThat(plans.rollback(rollback).level()).contains(Level.CODE_ONLY);
        assertThat(plans.ledger(rollback, Entry.Kind.DECIDED))
                .containsExactly(
                        "sternway automatic: CODE_ONLY, because trigger by-itself fired, pre-approved by olga at"
                                + " arming; skipped: the decision task and its escalation");
    }

    @Test
    void withoutPreApprovalOrFromAnotherTriggerOrFromAPersonSomebodyDecides() throws IOException {
        String unapproved = plans.fire(plans.arm(Optional.empty()), "by-itself");
        String proposed = plans.fire(plans.arm(Optional.of("olga")), "by-people");
        String guard = plans.arm(Optional.of("olga"));
        String claimed = plans.bean(RequestRollback.class)
                .request(
                        new RequestRollback.Request(
                                guard.replace("guard-", ""), "test", "broken", Optional.of("by-itself"), false),
                        Optional.empty(),
                        "maria")
                .rollback()
                .id();

        for (String rollback : new String[] {unapproved, proposed, claimed}) {
            plans.task(rollback, "decide-what-to-do");
            assertThat(plans.rollback(rollback).firstActionAt()).isEmpty();
        }
    }

    @Test
    void aRestoreThatLeadershipPreApprovedAsksNobody() throws IOException {
        String rollback = plans.fire(plans.arm(Optional.of("cto")), "damage");

        plans.untilActing(rollback);

        assertThat(plans.rollback(rollback).level()).contains(Level.L3);
        assertThat(plans.askedToDecide(rollback)).isEmpty();
        assertThat(plans.ledger(rollback, Entry.Kind.DECIDED).get(0))
                .contains("leadership's approval (given at arming)");
    }

    @Test
    void aRestoreThatLeadershipDidNotPreApproveAsksLeadershipAloneAndNotThePreApprover() throws IOException {
        String rollback = plans.fire(plans.arm(Optional.of("olga")), "damage");
        Task task = plans.task(rollback, "approve-restore");

        assertThatThrownBy(() -> plans.complete(task, "olga", Map.of("approved", true)))
                .hasStackTraceContaining("SW-0707");
        assertThat(plans.rollback(rollback).firstActionAt()).isEmpty();
        plans.complete(task, "cto", Map.of("approved", true));

        plans.untilActing(rollback);
        assertThat(plans.askedToDecide(rollback)).containsExactly("approve-restore");
    }

    @Test
    void aRestoreThatIsRefusedOrWithdrawnOrNotAnsweredIsDecidedAnew() throws IOException {
        String refused = plans.fire(plans.arm(Optional.of("olga")), "damage");
        plans.complete(plans.task(refused, "approve-restore"), "cto", Map.of("approved", false, "approvalNote", "no"));
        String withdrawn = plans.fire(plans.arm(Optional.of("olga")), "damage");
        plans.task(withdrawn, "approve-restore");
        WithdrawRestore withdraw = plans.bean(WithdrawRestore.class);
        withdraw.withdraw(withdrawn, "maria", "the damage is elsewhere");
        String unanswered = plans.fire(plans.arm(Optional.of("olga")), "damage");
        plans.task(unanswered, "approve-restore");
        later(Duration.ofMinutes(6));

        for (String rollback : new String[] {refused, withdrawn, unanswered}) {
            plans.task(rollback, "decide-what-to-do");
            assertThat(plans.rollback(rollback).firstActionAt()).isEmpty();
        }
        assertThat(plans.ledger(withdrawn, Entry.Kind.RESTORE_WITHDRAWN))
                .containsExactly("maria withdrew the restore: the damage is elsewhere");
        assertThatThrownBy(() -> withdraw.withdraw(withdrawn, "maria", "again"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0640");
    }

    @Test
    void whoDecidedARestoreMayNotApproveItWhateverTheirRoles() throws IOException {
        String rollback = plans.fire(plans.arm(Optional.empty()), "damage");
        plans.complete(plans.task(rollback, "decide-what-to-do"), "cto", Map.of("level", "L3"));
        Task approval = plans.task(rollback, "approve-restore");

        assertThatThrownBy(() -> plans.complete(approval, "cto", Map.of("approved", true)))
                .hasStackTraceContaining("SW-0707");
        plans.complete(approval, "ceo", Map.of("approved", true));
        plans.untilActing(rollback);
    }

    @Test
    void whenNobodyAnswersTheNextInLineIsAskedOnTimeAndThenThePlansDefaultIsTaken() throws IOException {
        String rollback = plans.fire(plans.arm(Optional.empty()), "by-people");

        Duration passed = Duration.ZERO;
        for (String asked : List.of("deploy-lead", "devops-lead", "leadership")) {
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> plans.groups(plans.task(rollback, "decide-what-to-do"))
                            .equals(List.of(asked)));
            Task task = plans.task(rollback, "decide-what-to-do");
            later(passed.plus(Duration.ofMinutes(4).plusSeconds(50)));
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            assertThat(plans.task(rollback, "decide-what-to-do").getId())
                    .as("the five minutes are not over")
                    .isEqualTo(task.getId());
            passed = passed.plus(Duration.ofMinutes(5).plusSeconds(10));
            later(passed);
        }
        plans.untilActing(rollback);
        assertThat(plans.rollback(rollback).decidedBy()).contains("the plan's default");
        assertThat(plans.rollback(rollback).level()).contains(Level.CODE_ONLY);
        assertThat(plans.ledger(rollback, Entry.Kind.DECISION_HANDED_OVER)).hasSize(3);
        assertThat(plans.askedToDecide(rollback))
                .startsWith("decide-what-to-do", "decide-what-to-do", "decide-what-to-do");
    }

    @Test
    void theMatrixOfThePlanIsAskedBeforeSternwaysOwn() throws IOException {
        String guard = plans.arm(
                Optional.empty(),
                "  otherwise: code-only",
                "  otherwise: code-only\n  matrix: [{situation: We wait, when: {severity: [critical]}, action: hold}]");
        Task task = plans.task(plans.fire(guard, "by-people"), "decide-what-to-do");

        assertThat(plans.shown(task, "recommendedLevel")).isEqualTo("HOLD");
        assertThat(plans.shown(task, "recommendationReason")).isEqualTo("The plan's matrix: We wait");
    }

    @Test
    void theTaskShowsWhatRollingBackCostsNowAndHowItGrows() throws Exception {
        String database = PostgresServer.create();
        PostgresServer.execute(database, "create table orders (id int primary key, note text)");
        PostgresServer.execute(database, "insert into orders select n, 'x' from generate_series(1, 200) n");
        String guard = plans.arm(
                Optional.empty(),
                "url: \"jdbc:postgresql://localhost:1/PLAN\", user: none",
                "url: \"" + PostgresServer.url(database) + "\", user: postgres",
                "level-3: {restore: clone}",
                "level-1: {scripts: [down.sql], salvage: [{table: orders, columns: [note]}]}, level-3: {restore: clone}");
        Task task = plans.task(plans.fire(guard, "by-people"), "decide-what-to-do");

        assertThat(plans.shown(task, "moment"))
                .contains("Level 1: quick data rollback now: 200 rows set aside", "latest safe decision")
                .doesNotContain("growing");
        PostgresServer.execute(database, "insert into orders select n, 'x' from generate_series(201, 214) n");
        plans.lookAgain(task);

        assertThat(plans.shown(task, "moment")).contains("214 rows set aside, growing ");
        assertThat(plans.shown(task, "options")).contains("214 rows of orders");
    }

    /** Moves the engine's clock on from the real time. */
    private static void later(Duration by) {
        ClockUtil.offset(by.toMillis());
    }
}
