package dev.sternway.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs a plan's own steps the way the worker does: probe, run unless it is so already, verify. */
public final class ByThePlan {
    private static final ExecutorCatalogue CATALOGUE = ExecutorCatalogue.standard();
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
                evidence.putAll(step(steps.get(i).uses(), steps.get(i).with(), activity + "/" + i));
            }
        }
        return evidence;
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
