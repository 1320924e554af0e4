package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Activity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.operaton.bpm.engine.runtime.Job;
import org.operaton.bpm.engine.runtime.ProcessInstance;
import org.operaton.bpm.engine.task.Task;

/** Walks one process to its end: answers tasks, fires timers and ends steps as it was told, otherwise the usual way. */
final class Walk {
    /** Instead of an answer: let the deadline of the task pass. */
    static final Map<String, Object> NO_ANSWER = Map.of("no", "answer");

    private static final String MESSAGE = "message";
    private static final int LONGEST = 400;
    private static final Map<String, Map<String, Object>> USUAL = Map.ofEntries(
            Map.entry("review-plan", Map.of("accepted", true)),
            Map.entry("approve-arming", Map.of("approved", true)),
            Map.entry("decide-what-to-do", Map.of("level", "L1")),
            Map.entry("approve-restore", Map.of("approved", true)),
            Map.entry("choose-how-to-go-on", Map.of("stepChoice", "AGAIN")),
            Map.entry("do-it-by-hand", Map.of("manualOutcome", "DONE")),
            Map.entry("confirm-rollback", Map.of("confirmed", true)),
            Map.entry("decide-salvage", Map.of("salvageChoice", "KEEP")),
            Map.entry("handle-overrun", Map.of("overrunNote", "seen")),
            Map.entry("do-follow-up", Map.of("followUpNote", "done")),
            Map.entry("approve-going-on", Map.of("approved", true)));

    private final ProcessEngine engine;
    private final Map<String, Deque<Map<String, Object>>> answers = new HashMap<>();
    private final Map<String, Object> start = new HashMap<>();
    private final Deque<Boolean> failures = new ArrayDeque<>();
    private final Deque<String> overruns = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private String message = "release-confirmed";

    Walk(ProcessEngine engine) {
        this.engine = engine;
        for (Activity activity : Activity.values()) {
            start.put(RunVariables.steps(activity).name(), 1);
        }
        for (String window : List.of("preservationWindow", "dataWindow", "restorationWindow", "validationWindow")) {
            start.put(window, "PT15M");
        }
        for (String timer : List.of(
                "monitoringWindow",
                "decisionDeadline",
                "stepDecisionDeadline",
                "phaseWindow",
                "approvalDeadline",
                "certificateExpiry",
                "approvalWithin",
                "followUpDue")) {
            start.put(timer, "PT5M");
        }
        for (String group : List.of(
                "decider",
                "leadership",
                "stepGroup",
                "confirmer",
                "salvageDecider",
                "overrunGroup",
                "reviewGroup",
                "approvers",
                "approvalGroup")) {
            start.put(group, "ops");
        }
        start.put("preservationProcess", "preservation");
        start.put("dataProcess", "data-rollback");
        start.put("restorationProcess", "restoration");
        start.put("validationProcess", "validation");
        for (String version : List.of("preservation", "data", "restoration", "validation")) {
            start.put(version + "Version", 1);
        }
        start.put("stepVersion", 1);
        start.put("approvalVersion", 1);
        start.put("runId", "run");
        start.put("planTitle", "A release");
        for (String flag : List.of(
                "hasSalvage", "confirmed", "approved", "accepted", "manual", "preApproved", "waitsForTargets")) {
            start.put(flag, false);
        }
        start.put("salvageChoice", "KEEP");
        start.put("stepProcess", "step");
        start.put("inOrder", false);
        start.put("stepCount", 2);
        start.put("cutOff", false);
        start.put("cutOffEnds", "PT15S");
    }

    /** Instead of an answer: somebody withdraws what is asked. */
    static Map<String, Object> withdrawnBy(String message) {
        return Map.of(MESSAGE, message);
    }

    /** Walks through, and tells which tasks people found, in order. */
    List<String> asked(String process) {
        through(process);
        return asked;
    }

    Walk with(String variable, Object value) {
        start.put(variable, value);
        return this;
    }

    /** The next answer to a task; later ones are usual again. */
    Walk answering(String task, Map<String, Object> answer) {
        answers.computeIfAbsent(task, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    Walk failingFirstStep() {
        failures.add(true);
        return this;
    }

    /** Lets the window of a phase pass while its first step runs. */
    Walk overrunning(String phase) {
        overruns.add(phase);
        return this;
    }

    Walk ending(String byMessage) {
        message = byMessage;
        return this;
    }

    void through(String process) {
        ProcessInstance instance = engine.getRuntimeService().startProcessInstanceByKey(process, start);
        for (int i = 0; i < LONGEST; i++) {
            if (engine.getRuntimeService().createProcessInstanceQuery().count() == 0) {
                assertThat(answers.values()).allMatch(Deque::isEmpty);
                return;
            }
            assertThat(jobs() || overrun() || steps() || tasks() || waiting())
                    .as(process + " " + instance.getId() + " stands still")
                    .isTrue();
        }
        throw new AssertionError(process + " does not end");
    }

    private boolean jobs() {
        List<Job> jobs =
                engine.getManagementService().createJobQuery().messages().list();
        jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        return !jobs.isEmpty();
    }

    private boolean overrun() {
        if (overruns.isEmpty()) {
            return false;
        }
        List<ProcessInstance> running = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(overruns.peek())
                .list();
        if (running.isEmpty()) {
            return false;
        }
        fire(running.get(0).getId(), overruns.poll().equals("queue") ? "waits-long" : "window-overrun");
        return true;
    }

    private boolean steps() {
        boolean handling = engine.getTaskService()
                        .createTaskQuery()
                        .taskDefinitionKey("handle-overrun")
                        .count()
                > 0;
        if (handling) {
            return false;
        }
        List<LockedExternalTask> steps = engine.getExternalTaskService()
                .fetchAndLock(10, "walk")
                .topic("step", 10_000)
                .execute();
        for (LockedExternalTask step : steps) {
            if (failures.poll() != null) {
                engine.getExternalTaskService().handleBpmnError(step.getId(), "walk", "STEP_FAILED", "no", Map.of());
            } else {
                engine.getExternalTaskService().complete(step.getId(), "walk");
            }
        }
        return !steps.isEmpty();
    }

    private boolean tasks() {
        List<Task> tasks = engine.getTaskService().createTaskQuery().list();
        for (Task task : tasks) {
            Deque<Map<String, Object>> told = answers.getOrDefault(task.getTaskDefinitionKey(), new ArrayDeque<>());
            Map<String, Object> answer = told.isEmpty() ? USUAL.get(task.getTaskDefinitionKey()) : told.poll();
            asked.add(task.getTaskDefinitionKey());
            if (answer.containsKey(MESSAGE)) {
                engine.getRuntimeService().correlateMessage(String.valueOf(answer.get(MESSAGE)));
            } else if (answer.equals(NO_ANSWER)) {
                fireDeadline(task);
            } else {
                engine.getTaskService().complete(task.getId(), answer);
            }
        }
        return !tasks.isEmpty();
    }

    private void fireDeadline(Task task) {
        Set<String> deadlines =
                Set.of("no-decision", "no-approval", "approval-late", "choice-late", "no-answer", "keep-it");
        Job deadline = engine.getManagementService().createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId().equals(task.getProcessInstanceId()))
                .filter(job -> deadlines.contains(activity(job)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(task.getTaskDefinitionKey() + " has no deadline"));
        engine.getManagementService().executeJob(deadline.getId());
    }

    private boolean waiting() {
        List<Job> windows = engine.getManagementService().createJobQuery().timers().list().stream()
                .filter(job -> activity(job).equals("monitoring-window")
                        || activity(job).equals("cut-off-ended")
                        || message.equals("certificate-expired")
                                && activity(job).equals("certificate-expired"))
                .toList();
        windows.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        if (!windows.isEmpty()) {
            return true;
        }
        return !engine.getRuntimeService()
                .createMessageCorrelation(message)
                .correlateAllWithResult()
                .isEmpty();
    }

    private void fire(String instance, String activity) {
        Job timer = engine.getManagementService().createJobQuery().timers().processInstanceId(instance).list().stream()
                .filter(job -> activity(job).equals(activity))
                .findFirst()
                .orElseThrow();
        engine.getManagementService().executeJob(timer.getId());
    }

    private String activity(Job job) {
        return engine.getManagementService()
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }
}
