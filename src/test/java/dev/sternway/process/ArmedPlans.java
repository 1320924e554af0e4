package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.database.Rehearsal;
import dev.sternway.database.backup.Certificate;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.process.matrix.PlanMatrix;
import dev.sternway.run.Bundles;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.watching.FireTrigger;
import dev.sternway.watch.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.sql.DataSource;
import org.operaton.bpm.engine.HistoryService;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.history.HistoricTaskInstance;
import org.operaton.bpm.engine.history.HistoricTaskInstanceQuery;
import org.operaton.bpm.engine.task.Task;
import org.springframework.context.ConfigurableApplicationContext;

/** A running server with plans that are armed without backup and rehearsal, to see how they are decided. */
final class ArmedPlans implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PLAN = Path.of("src/test/resources/deciding/plan.yaml");
    private static final Rehearsal OLD_CODE_RUNS_ON = new Rehearsal(
            Map.of(
                    "L1", new Rehearsal.Proof(true, "equal", 1, List.of()),
                    "L3", new Rehearsal.Proof(true, "restored", 1, List.of())),
            List.of(),
            List.of(),
            1,
            false,
            false,
            false);

    private final Path folder;
    private final ConfigurableApplicationContext server;
    private int plans;

    ArmedPlans(Path folder) {
        this(folder, Map.of());
    }

    /** @param settings of the server, by property */
    ArmedPlans(Path folder, Map<String, Object> settings) {
        this.folder = folder;
        this.server = ServerInProcess.start(folder, settings);
    }

    int port() {
        return server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    List<String> beans() {
        return List.of(server.getBeanDefinitionNames());
    }

    <T> T bean(Class<T> type) {
        return server.getBean(type);
    }

    /** Arms one more plan, with targets of its own. @return the guard's id */
    String arm(Optional<String> preApprovedBy, String... edits) throws IOException {
        String plan = "plan-" + ++plans;
        return arm(plan, "guard-" + plan, preApprovedBy, edits);
    }

    /** Disarms the guard, and arms another revision of its plan. @return the new guard's id */
    String revise(String guardId, String... edits) throws IOException {
        Guards guards = bean(Guards.class);
        Guard guard = guards.find(guardId).orElseThrow();
        guards.replace(guard.with(Guard.State.DISARMED));
        return arm(guard.planId(), guardId + "-revised", Optional.empty(), edits);
    }

    private String arm(String plan, String guardId, Optional<String> preApprovedBy, String... edits)
            throws IOException {
        Path bundle = Files.createDirectories(folder.resolve(plan));
        String text = Files.readString(PLAN);
        for (int i = 0; i < edits.length; i += 2) {
            text = text.replace(edits[i], edits[i + 1]);
        }
        Files.writeString(bundle.resolve("plan.yaml"), text.replace("PLAN", plan));
        Files.createDirectories(bundle.resolve("environments"));
        Files.writeString(bundle.resolve("environments/test.yaml"), "{}\n");
        PlanBundle sealed = PlanBundle.ofFolder(bundle);
        int revision = bean(Bundles.class).register(plan, sealed, "maria");
        Instant now = Instant.now();
        Guard guard = new Guard(
                guardId,
                plan,
                revision,
                sealed.digest(),
                "test",
                Guard.State.REVIEW,
                "maria",
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Guards guards = bean(Guards.class);
        guards.add(guard);
        guards.replace(guard.approved(preApprovedBy.orElse("olga"), preApprovedBy.isPresent())
                .armed(now, now.plus(Duration.ofDays(1))));
        String database = plan + "-db";
        guards.keepsakes(guard.id())
                .keep("rehearsal/" + database, PlanMapper.json().writeValueAsString(OLD_CODE_RUNS_ON));
        guards.keepsakes(guard.id())
                .keep(Certificate.key(database), certificate(database, now).json());
        bean(PlanMatrix.class).deploy(bean(Runs.class).get(guard.id()));
        return guard.id();
    }

    private static Certificate certificate(String database, Instant now) {
        return new Certificate(
                database,
                "localhost:1",
                "15",
                Optional.empty(),
                now,
                now,
                now.plus(Duration.ofDays(1)),
                1,
                1,
                1,
                1,
                0,
                Optional.empty(),
                "clone");
    }

    /** @return the rollback's id */
    String fire(String guard, String trigger) {
        Runs.Run run = bean(Runs.class).get(guard);
        var verdict = new Verdict(
                trigger, Instant.now(), "alert", OptionalDouble.empty(), "firing", Verdict.Outcome.FIRED, "it fires");
        return bean(FireTrigger.class)
                .fire(
                        run.guard(),
                        run.plan().triggers().stream()
                                .filter(it -> it.id().equals(trigger))
                                .findFirst()
                                .orElseThrow(),
                        verdict,
                        guard + trigger)
                .rollbackId()
                .orElseThrow();
    }

    Rollback rollback(String id) {
        return bean(Rollbacks.class).find(id).orElseThrow();
    }

    /** Waits until the first step of the preservation phase has started. */
    Rollback untilActing(String id) {
        await().atMost(PATIENCE).until(() -> rollback(id).firstActionAt().isPresent());
        return rollback(id);
    }

    /** Waits for the task of a rollback. */
    Task task(String rollback, String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> bean(TaskService.class)
                                .createTaskQuery()
                                .processVariableValueEquals("runId", rollback)
                                .taskDefinitionKey(key)
                                .list()
                                .stream()
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Has the engine look again at what it shows, as its timer does. */
    void lookAgain(Task task) {
        var management = bean(org.operaton.bpm.engine.ManagementService.class);
        management.createJobQuery().timers().processInstanceId(task.getProcessInstanceId()).list().stream()
                .filter(job -> management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult()
                        .getActivityId()
                        .equals(task.getTaskDefinitionKey()))
                .forEach(job -> management.executeJob(job.getId()));
    }

    String shown(Task task, String variable) {
        return String.valueOf(bean(TaskService.class).getVariable(task.getId(), variable));
    }

    /** Which groups a task waits for. */
    List<String> groups(Task task) {
        return bean(TaskService.class).getIdentityLinksForTask(task.getId()).stream()
                .map(link -> String.valueOf(link.getGroupId()))
                .toList();
    }

    void complete(Task task, String person, Map<String, Object> answer) {
        IdentityService identity = bean(IdentityService.class);
        identity.setAuthentication(person, List.of("operaton-admin"));
        try {
            bean(TaskService.class).complete(task.getId(), answer);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Every task that any person ever found for this rollback, in order. */
    List<String> asked(String rollback) {
        return keys(rollback, bean(HistoryService.class).createHistoricTaskInstanceQuery());
    }

    /** Those of them that belong to the decision; a step that went wrong meanwhile asks for itself. */
    List<String> askedToDecide(String rollback) {
        return keys(
                rollback,
                bean(HistoryService.class).createHistoricTaskInstanceQuery().processDefinitionKey("decide"));
    }

    private static List<String> keys(String rollback, HistoricTaskInstanceQuery tasks) {
        return tasks
                .processVariableValueEquals("runId", rollback)
                .orderByHistoricActivityInstanceStartTime()
                .asc()
                .list()
                .stream()
                .map(HistoricTaskInstance::getTaskDefinitionKey)
                .toList();
    }

    /** Every element of the diagrams that this rollback went through. */
    List<String> passed(String rollback) {
        HistoryService history = bean(HistoryService.class);
        return history.createHistoricProcessInstanceQuery().variableValueEquals("runId", rollback).list().stream()
                .flatMap(process ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(process.getId())
                                .list()
                                .stream())
                .map(activity -> activity.getActivityId())
                .toList();
    }

    List<String> ledger(String run, Entry.Kind kind) {
        return bean(Trail.class).of(run).stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> entry.actor() + " " + entry.text())
                .toList();
    }

    /** Nothing is written from then on, as when the power is cut. */
    void cutPower() throws SQLException {
        try (Connection connection = bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException gone) {
            assertThat(gone.getMessage()).contains("closed");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
