package dev.sternway.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs a plan's own steps the way the worker does: probe, run unless it is so already, verify. What people do is done. */
public final class ByThePlan {
    private static final ExecutorCatalogue CATALOGUE = ExecutorCatalogue.standard();
    private static final String BY_A_PERSON = "manual/instruction";
    private static final List<Activity> DATA = List.of(
            Activity.FREEZE_WRITES,
            Activity.SET_DATA_ASIDE,
            Activity.UNDO_DATA,
            Activity.FIX_SEQUENCES,
            Activity.VERIFY_DATA,
            Activity.ALLOW_WRITES);

    private final PlannedSteps plan;
    private final TestContext context;

    public ByThePlan(Plan plan, Level level, TestContext context) {
        this.plan = new PlannedSteps(plan, Optional.of(level), PlanMapper.json());
        this.context = context;
    }

    /**
     * A plan's folder, with its files and those targets that the context does not have yet.
     *
     * @param environment of the plan
     */
    public static ByThePlan of(Path folder, String environment, Level level, TestContext context) throws IOException {
        Plan plan = PlanBundle.ofFolder(folder).plan(environment);
        plan.targets().forEach(context.targets::putIfAbsent);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                context.file(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return new ByThePlan(plan, level, context);
    }

    /** The data phase from that activity to its end. @return what the steps say for evidence */
    public Map<String, String> dataFrom(Activity first) throws Exception {
        return all(DATA.subList(DATA.indexOf(first), DATA.size()).toArray(Activity[]::new));
    }

    /** @return what the steps say for evidence */
    public Map<String, String> all(Activity... activities) throws Exception {
        Map<String, String> evidence = new TreeMap<>();
        for (Activity activity : activities) {
            List<Step> steps = plan.of(activity);
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).uses().equals(BY_A_PERSON)) {
                    continue;
                }
                evidence.putAll(step(steps.get(i).uses(), steps.get(i).with(), activity + "/" + i));
            }
        }
        return evidence;
    }

    /** What arming asks of the steps of these activities: each could do its work. */
    public void ready(Activity... activities) throws Exception {
        for (Activity activity : activities) {
            for (Step step : plan.of(activity)) {
                assertThat(ready(CATALOGUE.get(step.uses()), step.with(), context))
                        .as(step.name())
                        .isInstanceOf(Outcome.Done.class);
            }
        }
    }

    private static <I extends Record> Outcome ready(Executor<I> executor, JsonNode with, TestContext context)
            throws Exception {
        return executor.ready(CATALOGUE.bind(executor, with), context);
    }

    /** @return the names of those steps that are not done */
    public List<String> failing(Activity activity) throws Exception {
        List<String> names = new ArrayList<>();
        for (Step step : plan.of(activity)) {
            if (!(outcome(CATALOGUE.get(step.uses()), step.with(), context) instanceof Outcome.Done)) {
                names.add(step.name());
            }
        }
        return names;
    }

    private static <I extends Record> Outcome outcome(Executor<I> executor, JsonNode with, TestContext context)
            throws Exception {
        I inputs = CATALOGUE.bind(executor, with);
        return executor.on(inputs, context).run(inputs, context);
    }

    public List<Step> of(Activity activity) {
        return plan.of(activity);
    }

    public Map<String, String> step(String uses, JsonNode with, String key) throws Exception {
        TestContext own = context.withKey(key);
        own.underway(2);
        return step(uses, CATALOGUE.get(uses), with, own);
    }

    private static <I extends Record> Map<String, String> step(
            String uses, Executor<I> named, JsonNode with, TestContext context) throws Exception {
        return step(uses, named, CATALOGUE.bind(named, with), context);
    }

    /** @return what the step says for evidence */
    public static <I extends Record> Map<String, String> step(
            String uses, Executor<I> named, I inputs, TestContext context) throws Exception {
        Executor<I> executor = named.on(inputs, context);
        Probe probe = executor.probe(inputs, context);
        Outcome outcome = probe instanceof Probe.Already already
                ? Outcome.done(already.evidence())
                : executor.run(inputs, context);
        assertThat(outcome).as("%s %s", uses, context.output).isInstanceOf(Outcome.Done.class);
        assertThat(executor.verify(inputs, context)).as(uses).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }
}
