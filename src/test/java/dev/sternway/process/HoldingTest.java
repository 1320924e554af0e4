package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Entry;
import dev.sternway.run.Rollback;
import dev.sternway.run.lock.HoldTargets;
import dev.sternway.run.lock.Locks;
import dev.sternway.testing.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.operaton.bpm.engine.task.Task;

/** What a rollback holds: its targets until it is closed, and what would deploy again until a lease is over. */
class HoldingTest {
    private static final String FOLLOW_UPS = "\nafterwards:\n  follow-ups:\n"
            + "    - {title: Find the root cause, owner: devops-lead, within: 2d}\n"
            + "    - {title: Try again, owner: maria, within: 14d}";

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

    @Test
    void aSecondPlanOnTheSameDatabaseIsRefusedOrStandsInLineAsItSays() throws IOException {
        String address = "jdbc:postgresql://localhost:1/shared";
        String holder =
                plans.fire(plans.arm(Optional.empty(), "jdbc:postgresql://localhost:1/PLAN", address), "by-people");
        plans.task(holder, "decide-what-to-do");
        String refused = plans.arm(Optional.empty(), "jdbc:postgresql://localhost:1/PLAN", address + "?ssl=true");
        String waits = plans.arm(
                Optional.of("olga"),
                "jdbc:postgresql://localhost:1/PLAN",
                address,
                "  within: 5m\n  by",
                "  when-busy: wait\n  within: 5m\n  by");

        assertThatThrownBy(() -> plans.fire(refused, "by-people")).hasMessageContaining("No value present");
        String waiting = plans.fire(waits, "by-itself");

        assertThat(plans.rollback(waiting).state()).isEqualTo(Rollback.State.WAITING);
        assertThat(plans.ledger(waiting, Entry.Kind.TARGETS_AWAITED))
                .containsExactly("sternway waits for rollback " + holder + ", which holds a target");
        HoldTargets hold = plans.bean(HoldTargets.class);
        assertThatThrownBy(() -> hold.release("test", address, "olga", " ")).hasMessageContaining("SW-0709");
        assertThatThrownBy(() -> hold.release("test", "none", "olga", "why")).hasMessageContaining("SW-0641");
        assertThat(hold.release("test", address, "olga", "the holder only waits for an answer")
                        .rollbackId())
                .isEqualTo(holder);
        plans.untilActing(waiting);
        assertThat(plans.ledger(holder, Entry.Kind.LOCK_RELEASED))
                .containsExactly(
                        "olga released the lock on " + address + " in test: the holder only waits for an answer");
    }

    @Test
    void whatAStepPausedGoesOnByItselfWhenItsLeaseIsOverOrItsRollbackIsClosed() throws IOException {
        AtomicReference<String> first = new AtomicReference<>("{\"prune\":true}");
        AtomicReference<String> second = new AtomicReference<>("{\"prune\":true}");
        try (WebServer early = argocd(first);
                WebServer late = argocd(second)) {
            String guard = plans.arm(Optional.of("olga"), pausing(early, "5s, whole-lease: true"));
            List<String> edits = new ArrayList<>(List.of(pausing(late, "5h")));
            edits.addAll(List.of("\nphases:", FOLLOW_UPS + "\nphases:"));
            String closes = plans.arm(Optional.of("olga"), edits.toArray(String[]::new));
            plans.fire(guard, "by-itself");
            String rollback = plans.fire(closes, "by-itself");

            await().atMost(ArmedPlans.PATIENCE).until(() -> first.get().equals("null"));
            await().atMost(ArmedPlans.PATIENCE).until(() -> first.get().contains("prune"));
            await().atMost(ArmedPlans.PATIENCE)
                    .untilAsserted(() -> assertThat(plans.ledger(guard, Entry.Kind.LEASE_ENDED))
                            .singleElement()
                            .asString()
                            .contains("the lease on Argo CD", "shop ended", "as before"));
            assertThat(second.get()).as("the rollback is not closed").isEqualTo("null");
            plans.complete(plans.task(rollback, "confirm-rollback"), "maria", Map.of("confirmed", true));
            await().atMost(ArmedPlans.PATIENCE).until(() -> second.get().contains("prune"));
            assertThat(plans.rollback(rollback).state()).isEqualTo(Rollback.State.ROLLED_BACK);
            whatRemainsIsWithItsOwners(rollback);
        }
    }

    private static void whatRemainsIsWithItsOwners(String rollback) {
        List<Task> tasks = plans.bean(TaskService.class)
                .createTaskQuery()
                .processVariableValueEquals("runId", rollback)
                .taskDefinitionKey("do-follow-up")
                .orderByDueDate()
                .asc()
                .list();
        assertThat(tasks).extracting(Task::getName).containsExactly("Find the root cause", "Try again");
        assertThat(plans.groups(tasks.get(0))).containsExactly("devops-lead");
        assertThat(tasks.get(1).getAssignee()).isEqualTo("maria");
        assertThat(tasks.get(1).getDueDate().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(14)).minusSeconds(120),
                        Instant.now().plus(Duration.ofDays(14)));
        plans.complete(tasks.get(0), "dora", Map.of("followUpNote", "a missing index"));
        assertThat(plans.ledger(rollback, Entry.Kind.FOLLOW_UP_OPENED)).hasSize(2);
        assertThat(plans.ledger(rollback, Entry.Kind.FOLLOW_UP_DONE))
                .containsExactly("dora Find the root cause: a missing index");
    }

    private static WebServer argocd(AtomicReference<String> automated) {
        return new WebServer(asked -> {
            if (asked.method().equals("PATCH")) {
                automated.set(asked.body().contains("prune") ? "{\"prune\":true}" : "null");
            }
            return WebServer.Answer.of(200, "{\"spec\":{\"syncPolicy\":{\"automated\":" + automated.get() + "}}}");
        });
    }

    private static String[] pausing(WebServer argocd, String lease) {
        return new String[] {
            "  PLAN-host:",
            "  PLAN-argocd: {type: service, url: \"" + argocd.url() + "\"}\n  PLAN-host:",
            "      - {name: Close the door",
            "      - {name: Pause, uses: deploy/argocd-pause, with: {target: PLAN-argocd, application: shop, lease: "
                    + lease + "}}\n      - {name: Close the door"
        };
    }

    @Test
    void theNextInLineGoesOnWhenTheHolderEnds() throws IOException {
        String[] edits = {
            "jdbc:postgresql://localhost:1/PLAN",
            "jdbc:postgresql://localhost:1/line",
            "  within: 5m\n  by",
            "  when-busy: wait\n  within: 5m\n  by"
        };
        String holder = plans.fire(plans.arm(Optional.empty(), edits), "by-people");
        String second = plans.fire(plans.arm(Optional.empty(), edits), "by-people");
        String third = plans.fire(plans.arm(Optional.empty(), edits), "by-people");

        plans.complete(plans.task(holder, "decide-what-to-do"), "maria", Map.of("level", "HOLD"));

        plans.task(second, "decide-what-to-do");
        ClockUtil.offset(Duration.ofMinutes(6).toMillis());
        await().atMost(ArmedPlans.PATIENCE)
                .untilAsserted(() -> assertThat(plans.ledger(third, Entry.Kind.TARGETS_AWAITED))
                        .last()
                        .asString()
                        .contains(
                                "it still waits for its targets: rollback " + second + " of plan",
                                "deciding, requested by",
                                "holds jdbc:postgresql://localhost:1/line since",
                                "sternway locks release --environment test",
                                "called: devops-lead, leadership"));
        ClockUtil.reset();
        assertThat(plans.rollback(third).state()).isEqualTo(Rollback.State.WAITING);
        assertThat(plans.bean(Locks.class).held())
                .extracting(Locks.Held::rollbackId)
                .contains(second)
                .doesNotContain(holder, third);
    }
}
