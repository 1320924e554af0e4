package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.run.Guard;
import dev.sternway.run.Rollback;
import dev.sternway.run.arm.EndGuard;
import dev.sternway.run.measure.RollbackEnded;
import dev.sternway.run.trace.ArmingEnded;
import dev.sternway.testing.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.task.Task;

/** What a collector of OpenTelemetry is told of a rollback whose step fails once, and of others while it is away. */
class TracesTest {
    @TempDir
    private static Path folder;

    private static TracedPlans traced;
    private static ArmedPlans plans;
    private static Collector collector;
    private static String guard;
    private static String rollback;
    private static Collector.Received received;

    @BeforeAll
    static void rollBack() throws Exception {
        traced = new TracedPlans(folder);
        plans = traced.plans;
        collector = traced.collector;
        Path door = folder.resolve("door");
        guard = traced.arm(door);
        rollback = plans.fire(guard, "by-itself");
        Task choice = plans.task(rollback, "choose-how-to-go-on");
        Files.createFile(door);
        plans.complete(choice, "olga", Map.of("stepChoice", "AGAIN"));
        plans.complete(
                plans.task(rollback, "confirm-rollback"), "maria", Map.of("confirmed", true, "note", "all is well"));
        received = collector.trace("roll back plan-1", ArmedPlans.PATIENCE);
    }

    @AfterAll
    static void stop() {
        traced.close();
    }

    @Test
    void aWholeRollbackIsOneTraceFromTheRequestToTheEnd() {
        Span whole = span("roll back plan-1");

        assertThat(received.spans()).extracting(Span::getTraceId).containsOnly(whole.getTraceId());
        assertThat(received.spans())
                .filteredOn(it -> it.getParentSpanId().isEmpty())
                .containsOnly(whole);
        assertThat(received.spans())
                .allSatisfy(span -> assertThat(span.getEndTimeUnixNano())
                        .isBetween(span.getStartTimeUnixNano(), whole.getEndTimeUnixNano()));
        Set<String> ids = received.spans().stream()
                .map(it -> Collector.hex(it.getSpanId()))
                .collect(Collectors.toSet());
        assertThat(ids).hasSameSizeAs(received.spans());
        Rollback ended = plans.rollback(rollback);
        assertThat(whole.getStartTimeUnixNano() / 1_000_000)
                .isEqualTo(ended.requestedAt().toEpochMilli());
        assertThat(whole.getEndTimeUnixNano() / 1_000_000)
                .isEqualTo(ended.endedAt().orElseThrow().toEpochMilli());
        assertThat(Collector.facts(whole.getAttributesList()))
                .containsEntry("sternway.kind", "rollback")
                .containsEntry("sternway.rollback.id", rollback)
                .containsEntry("sternway.plan.id", "plan-1")
                .containsEntry("sternway.plan.revision", "1")
                .containsEntry("sternway.environment", "test")
                .containsEntry("sternway.trigger", "by-itself")
                .containsEntry("sternway.outcome", "rolled_back")
                .containsKey("sternway.level");
        assertThat(whole.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(received.about())
                .containsEntry("service.name", "sternway")
                .containsEntry("deployment.environment.name", "production");
        assertThat(received.headers()).containsEntry("X-scope-orgid", List.of("ops"));
    }

    @Test
    void phasesAreBelowTheRollbackAndStepsBelowTheirPhases() {
        Span whole = span("roll back plan-1");
        Span preservation = span("Preserve the service");
        Span restoration = span("Restore the old version");

        assertThat(List.of(preservation, restoration, span("Validate"), span("Decide what to do")))
                .extracting(Span::getParentSpanId)
                .containsOnly(whole.getSpanId());
        assertThat(Collector.facts(preservation.getAttributesList())).containsEntry("sternway.phase", "preservation");
        assertThat(received.named("Close the door"))
                .extracting(Span::getParentSpanId)
                .containsOnly(preservation.getSpanId());
        assertThat(span("Ring the bell").getParentSpanId()).isEqualTo(restoration.getSpanId());
    }

    @Test
    void aStepThatFailedIsAnErrorWithItsCodeAndEveryTryIsASpanOfItsOwn() {
        List<Span> tries = received.named("Close the door");
        Span last = tries.get(tries.size() - 1);

        assertThat(tries).hasSizeGreaterThan(1);
        assertThat(tries.subList(0, tries.size() - 1)).allSatisfy(failed -> {
            assertThat(failed.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(failed.getStatus().getMessage()).isEqualTo("SW-0501");
            assertThat(Collector.facts(failed.getAttributesList()))
                    .containsEntry("sternway.problem", "SW-0501")
                    .containsEntry("sternway.step.state", "failed")
                    .containsEntry("sternway.step.uses", "command/run")
                    .hasEntrySatisfying(
                            "sternway.node",
                            node -> assertThat(node)
                                    .startsWith(ProcessHandle.current().pid() + "@"));
        });
        assertThat(last.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(Collector.facts(last.getAttributesList()))
                .containsEntry("sternway.step.attempt", String.valueOf(tries.size()))
                .containsEntry("sternway.step.state", "done")
                .doesNotContainKey("sternway.problem");
    }

    @Test
    void waitingForPeopleIsToldApartFromWork() {
        List<Span> waits = received.spans().stream()
                .filter(it -> "waiting".equals(Collector.fact(it, "sternway.kind")))
                .sorted(Comparator.comparing(Span::getStartTimeUnixNano))
                .toList();

        assertThat(waits)
                .extracting(Span::getName)
                .anySatisfy(name -> assertThat(name).matches("waits for [a-z, -]+: Choose how to go on"));
        Span choice = waits.stream()
                .filter(it -> it.getName().endsWith(": Choose how to go on"))
                .findFirst()
                .orElseThrow();
        assertThat(Collector.fact(choice, "sternway.step")).isEqualTo("Close the door");
        assertThat(Collector.fact(choice, "sternway.answered")).isEqualTo("true");
        assertThat(choice.getParentSpanId())
                .isEqualTo(span("Preserve the service").getSpanId());
        assertThat(waits.get(waits.size() - 1).getName()).isEqualTo("waits for deploy-lead: Confirm the rollback");
        assertThat(waits.get(waits.size() - 1).getParentSpanId())
                .isEqualTo(span("Validate").getSpanId());
        assertThat(received.named("Close the door"))
                .extracting(it -> Collector.fact(it, "sternway.kind"))
                .containsOnly("step");
    }

    @Test
    void noSecretNoOutputAndNoPersonIsInWhatIsSent() {
        assertThat(received.headers()).containsEntry("X-key", List.of(TracedPlans.TOKEN));
        assertThat(received.text())
                .contains("Close the door")
                .doesNotContain(
                        TracedPlans.CANARY, TracedPlans.TOKEN, "said-by-the-command", "all is well", "olga", "maria");
    }

    @Test
    void aRequestOfAStepSaysToWhichSpanItBelongs() {
        Span bell = span("Ring the bell");

        assertThat(collector.asked())
                .extracting(it -> it.get("Traceparent"))
                .contains(List.of(
                        "00-" + Collector.hex(bell.getTraceId()) + "-" + Collector.hex(bell.getSpanId()) + "-01"));
    }

    @Test
    void aLineOfTheLogNamesTheTrace() {
        assertThat(traced.logged())
                .filteredOn(line -> rollback.equals(line.getMDCPropertyMap().get("rollback")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry(
                                "trace_id",
                                Collector.hex(span("roll back plan-1").getTraceId())));
    }

    @Test
    void whatIsRolledBackInTheDatabaseIsNotToldAndTellingTwiceTellsTheSame() {
        int before = collector.received().size();

        traced.publish(new RollbackEnded(rollback), false);
        traced.publish(new ArmingEnded(guard), true);
        traced.publish(new RollbackEnded(rollback), true);

        await().atMost(ArmedPlans.PATIENCE).until(() -> collector.received().size() > before + 1);
        Span armed = collector.received().get(before).spans().get(0);
        assertThat(armed.getName()).isEqualTo("arm plan-1");
        assertThat(Collector.fact(armed, "sternway.outcome")).isEqualTo("armed");
        assertThat(span("roll back plan-1").getLinksList()).singleElement().satisfies(link -> {
            assertThat(link.getTraceId()).isEqualTo(armed.getTraceId());
            assertThat(link.getSpanId()).isEqualTo(armed.getSpanId());
        });
        assertThat(collector.received().get(before + 1).request()).isEqualTo(received.request());
    }

    @Test
    void anArmingThatWasWithdrawnIsATraceOfWhomItWaitedFor() throws Exception {
        Guard asked = traced.request("plan-w");
        plans.task(asked.id(), "review-plan");
        plans.bean(EndGuard.class).ask(asked.id(), Guard.State.DISARMED, "maria", "not today");

        Collector.Received arming = collector.trace("arm plan-w", ArmedPlans.PATIENCE);
        assertThat(arming.spans().get(0).getStatus().getMessage()).isEqualTo("DISARMED");
        assertThat(arming.spans()).anySatisfy(span -> {
            assertThat(span.getName()).endsWith(": Review the plan");
            assertThat(Collector.fact(span, "sternway.answered")).isEqualTo("false");
            assertThat(span.getParentSpanId()).isEqualTo(arming.spans().get(0).getSpanId());
        });
    }

    @Test
    void whileTheCollectorIsAwayRollbacksGoOnAndWhatItDidNotGetIsCounted() throws Exception {
        double before = traced.dropped();
        collector.answerWith(503);
        try {
            String second = plans.fire(plans.arm(Optional.of("olga")), "by-itself");
            plans.complete(plans.task(second, "confirm-rollback"), "maria", Map.of("confirmed", true));
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> plans.rollback(second).state() == Rollback.State.ROLLED_BACK);

            await().atMost(ArmedPlans.PATIENCE).until(() -> traced.dropped() > before);
            assertThat(traced.logged())
                    .filteredOn(line -> line.getFormattedMessage().contains("The trace of " + second))
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage())
                            .contains("503", collector.endpoint(), "Nothing else depends on it"));
        } finally {
            collector.answerWith(200);
        }
    }

    @Test
    void spansThatTheCollectorRefusedAreCountedAsDropped() {
        double before = traced.dropped();
        double sent = traced.sent();
        collector.refuse(2);
        try {
            traced.publish(new RollbackEnded(rollback), true);

            await().atMost(ArmedPlans.PATIENCE).until(() -> traced.dropped() > before);
        } finally {
            collector.refuse(0);
        }
        traced.publish(new RollbackEnded(rollback), true);
        await().atMost(ArmedPlans.PATIENCE).until(() -> traced.sent() > sent);
    }

    private static Span span(String name) {
        return received.named(name).get(0);
    }
}
