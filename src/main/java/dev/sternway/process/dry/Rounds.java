package dev.sternway.process.dry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.operaton.bpm.engine.management.JobDefinition;
import org.operaton.bpm.engine.runtime.Job;
import org.operaton.bpm.engine.task.IdentityLink;
import org.operaton.bpm.engine.task.Task;

/** Goes round until the run ends: jobs, steps and people first, and when all of them wait, the next timer. */
final class Rounds {
    private static final int MOST = 1_000;
    private static final String NOBODY = "nobody";
    private static final Map<String, Map<String, Object>> USUAL = Map.of(
            "choose-how-to-go-on", Map.of("stepChoice", "AGAIN"),
            "do-it-by-hand", Map.of("manualOutcome", "DONE"),
            "confirm-rollback", Map.of("confirmed", true),
            "handle-overrun", Map.of("overrunNote", "seen"),
            "approve-going-on", Map.of("approved", true));

    private final ProcessEngine engine;
    private final DryRun.Told told;
    private final Set<String> toFail;
    private final Set<String> ignored = new HashSet<>();
    private final List<String> events = new ArrayList<>();

    Rounds(ProcessEngine engine, DryRun.Told told) {
        this.engine = engine;
        this.told = told;
        this.toFail = new HashSet<>(told.failing());
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** @return why it is stuck, empty when it ended */
    String through(String process, Map<String, Object> start) {
        try {
            engine.getRuntimeService().startProcessInstanceByKey(process, start);
            for (int i = 0; i < MOST; i++) {
                if (engine.getRuntimeService().createProcessInstanceQuery().count() == 0) {
                    return toFail.isEmpty() ? "" : "no such step came: " + String.join(", ", toFail);
                }
                if (!(jobs() || steps() || tasks() || timer())) {
                    return "nothing moves any more at " + where();
                }
            }
            return "it goes round and round";
        } catch (RuntimeException broken) {
            return String.valueOf(broken.getMessage()).lines().findFirst().orElse("it broke");
        }
    }

    private String where() {
        return engine.getHistoryService().createHistoricActivityInstanceQuery().unfinished().list().stream()
                .map(each -> each.getActivityId())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private boolean jobs() {
        List<Job> jobs =
                engine.getManagementService().createJobQuery().messages().list();
        jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        return !jobs.isEmpty();
    }

    private boolean steps() {
        boolean any = false;
        Set<String> topics = engine.getExternalTaskService().createExternalTaskQuery().list().stream()
                .map(task -> task.getTopicName())
                .collect(Collectors.toSet());
        for (String topic : topics) {
            for (LockedExternalTask task : engine.getExternalTaskService()
                    .fetchAndLock(10, "dry")
                    .topic(topic, 60_000)
                    .variables("stepName")
                    .execute()) {
                any = true;
                Object name = task.getVariables().get("stepName");
                step(task, name == null ? task.getActivityId() : String.valueOf(name));
            }
        }
        return any;
    }

    private void step(LockedExternalTask task, String name) {
        boolean fails = toFail.remove(name);
        events.add("step   " + name + (fails ? ": fails, as told" : ""));
        if (fails) {
            engine.getExternalTaskService().handleBpmnError(task.getId(), "dry", "STEP_FAILED", "as told", Map.of());
        } else {
            engine.getExternalTaskService().complete(task.getId(), "dry");
        }
    }

    private boolean tasks() {
        boolean any = false;
        for (Task task : engine.getTaskService().createTaskQuery().list()) {
            String key = task.getTaskDefinitionKey();
            Map<String, Object> answer =
                    Optional.ofNullable(told.answers().get(key)).orElse(USUAL.getOrDefault(key, Map.of()));
            boolean nobody = answer.containsKey(NOBODY);
            if (ignored.add(task.getId())) {
                events.add("task   " + task.getName() + " (" + key + "), asked: " + groups(task) + ", " + deadline(task)
                        + (nobody ? ": nobody answers" : answer.isEmpty() ? ": done" : ": " + answer));
            }
            if (!nobody) {
                engine.getTaskService().complete(task.getId(), answer);
                any = true;
            }
        }
        return any;
    }

    private String groups(Task task) {
        return engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .collect(Collectors.joining(", "));
    }

    private String deadline(Task task) {
        return engine.getManagementService().createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId().equals(task.getProcessInstanceId()))
                .filter(job -> job.getDuedate() != null)
                .min(Comparator.comparing(Job::getDuedate))
                .map(job -> "deadline after "
                        + Duration.ofMillis(job.getDuedate().getTime()
                                        - task.getCreateTime().getTime())
                                .plusMillis(500)
                                .toSeconds()
                        + "s")
                .orElse("no deadline");
    }

    private boolean timer() {
        Optional<Job> next = engine.getManagementService().createJobQuery().timers().list().stream()
                .filter(job -> job.getDuedate() != null)
                .min(Comparator.comparing(Job::getDuedate));
        next.ifPresent(job -> {
            JobDefinition at = engine.getManagementService()
                    .createJobDefinitionQuery()
                    .jobDefinitionId(job.getJobDefinitionId())
                    .singleResult();
            events.add("timer  " + at.getActivityId());
            engine.getManagementService().executeJob(job.getId());
        });
        return next.isPresent();
    }
}
