package dev.sternway.process.engine;

import dev.sternway.base.ProblemException;
import dev.sternway.process.RunVariables;
import dev.sternway.run.diagram.Drawn;
import dev.sternway.run.diagram.Drawn.State;
import dev.sternway.run.diagram.RunDiagrams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.operaton.bpm.engine.HistoryService;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.history.HistoricActivityInstance;
import org.operaton.bpm.engine.history.HistoricProcessInstance;
import org.springframework.stereotype.Component;

/** Reads the engine's history; whoever asks was let in at the door. */
@Component
class OperatonRunDiagrams implements RunDiagrams {
    private static final String ROOT = "rollback";
    private static final Set<String> STEPS = Set.of("step", "steps");
    private static final String FAILED_STEP = "choose-how-to-go-on";
    private static final String LOOP = "#multiInstanceBody";
    private static final String PERSON = "userTask";
    private static final Set<String> ACTIVITIES =
            Set.of(PERSON, "serviceTask", "businessRuleTask", "callActivity", "subProcess", "multiInstanceBody");

    private final HistoryService history;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final Trusted trusted;

    OperatonRunDiagrams(HistoryService history, RuntimeService runtime, RepositoryService repository, Trusted trusted) {
        this.history = history;
        this.runtime = runtime;
        this.repository = repository;
        this.trusted = trusted;
    }

    @Override
    public List<Drawn> of(String runId) {
        return trusted.call(() -> {
            List<HistoricProcessInstance> instances = instances(runId);
            boolean deeper = instances.stream().skip(1).anyMatch(instance -> instance.getEndTime() == null);
            List<Drawn> drawn = new ArrayList<>();
            for (HistoricProcessInstance instance : instances) {
                boolean root = drawn.isEmpty();
                drawn.add(drawn(instance, instance.getEndTime() == null && !(root && deeper)));
            }
            return drawn;
        });
    }

    @Override
    public String xml(String runId, String key) {
        return trusted.call(() -> instances(runId).stream()
                .filter(instance -> instance.getProcessDefinitionKey().equals(key))
                .findFirst()
                .map(instance -> text(instance.getProcessDefinitionId()))
                .orElseThrow(() -> ProblemException.of(
                        "SW-1041",
                        "The rollback did not go through a diagram " + key,
                        runId,
                        "Take one that its page on the board names")));
    }

    private String text(String definition) {
        try (InputStream model = repository.getProcessModel(definition)) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<HistoricProcessInstance> instances(String runId) {
        Optional<HistoricProcessInstance> root = history
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(ROOT)
                .variableValueEquals(RunVariables.RUN_ID.name(), runId)
                .list()
                .stream()
                .findFirst();
        return root.stream()
                .flatMap(it -> Stream.concat(
                        Stream.of(it),
                        activities(it.getId()).stream()
                                .map(HistoricActivityInstance::getCalledProcessInstanceId)
                                .filter(Objects::nonNull)
                                .flatMap(called -> process(called).stream())))
                .filter(instance -> !STEPS.contains(instance.getProcessDefinitionKey()))
                .toList();
    }

    private Optional<HistoricProcessInstance> process(String id) {
        return Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                .processInstanceId(id)
                .singleResult());
    }

    private List<HistoricActivityInstance> activities(String processInstance) {
        return history.createHistoricActivityInstanceQuery()
                .processInstanceId(processInstance)
                .orderByHistoricActivityInstanceStartTime()
                .asc()
                .list();
    }

    private Drawn drawn(HistoricProcessInstance instance, boolean current) {
        Map<String, Drawn.Mark> marks = new LinkedHashMap<>();
        for (HistoricActivityInstance one : activities(instance.getId())) {
            boolean open = one.getEndTime() == null;
            if (open || ACTIVITIES.contains(one.getActivityType())) {
                boolean loop = one.getActivityId().endsWith(LOOP);
                String element = one.getActivityId().replace(LOOP, "");
                String name = Objects.requireNonNullElse(one.getActivityName(), element);
                State state = open ? open(one) : over(one, loop);
                marks.merge(
                        element,
                        new Drawn.Mark(element, name, state, open || loop ? 0 : 1),
                        (before, more) -> new Drawn.Mark(
                                element, name, before.state().or(more.state()), before.done() + more.done()));
            }
        }
        return new Drawn(
                instance.getProcessDefinitionKey(),
                Objects.requireNonNullElse(instance.getProcessDefinitionName(), instance.getProcessDefinitionKey()),
                instance.getProcessDefinitionVersion(),
                current,
                List.copyOf(marks.values()));
    }

    private static State over(HistoricActivityInstance one, boolean loop) {
        if (one.isCanceled()) {
            return State.ENDED;
        }
        return loop ? State.EMPTY : State.DONE;
    }

    /** What a called process waits for is what its caller waits for. */
    private State open(HistoricActivityInstance one) {
        if (one.getActivityType().equals(PERSON)) {
            return one.getActivityId().equals(FAILED_STEP) ? State.FAILED : State.WAITING;
        }
        boolean stuck = runtime.createIncidentQuery()
                        .processInstanceId(one.getProcessInstanceId())
                        .activityId(one.getActivityId())
                        .count()
                > 0;
        if (stuck) {
            return State.FAILED;
        }
        return Optional.ofNullable(one.getCalledProcessInstanceId()).stream()
                .flatMap(called -> activities(called).stream())
                .filter(inner -> inner.getEndTime() == null)
                .map(this::open)
                .reduce(State.RUNNING, State::or);
    }
}
