package dev.sternway.run.arm;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Step;
import dev.sternway.run.Runs;
import dev.sternway.run.step.TargetAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Asks the targets of all of a plan's steps whether they could be done, and lets them keep what they have to put back. */
@Component
class ReadySteps {
    private final ExecutorCatalogue executors;
    private final TargetAccess targets;

    ReadySteps(ExecutorCatalogue executors, TargetAccess targets) {
        this.executors = executors;
        this.targets = targets;
    }

    /**
     * @return what was found, by step
     * @throws ProblemException SW-1130 naming every step that cannot be done
     */
    Map<String, String> require(Runs.Run run) {
        Map<String, String> found = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        steps(run.plan().phases())
                .forEach(step -> executors.find(step.uses()).ifPresent(executor -> {
                    Outcome outcome = ask(executor, run, step);
                    if (outcome instanceof Outcome.Done done && !done.evidence().isEmpty()) {
                        found.put(step.name(), targets.mask(new TreeMap<>(done.evidence()).toString()));
                    }
                    problem(outcome)
                            .ifPresent(problem -> missing.add(step.name() + ": " + targets.mask(problem.toString())));
                }));
        if (!missing.isEmpty()) {
            throw ProblemException.of(
                    "SW-1130",
                    "Steps of the plan could not be done: " + String.join("; ", missing),
                    run.guard().id(),
                    "Mend what they name, then arm again");
        }
        return found;
    }

    private static Stream<Step> steps(Phases phases) {
        Stream<Step> data = Arrays.stream(Level.values())
                .flatMap(level -> phases.data().of(level).stream())
                .map(DataLevel::steps)
                .flatMap(List::stream);
        return Stream.of(
                        phases.preservation().steps().stream(),
                        phases.data().steps().stream(),
                        data,
                        phases.restoration().steps().stream(),
                        phases.validation().checks().stream())
                .flatMap(steps -> steps);
    }

    private <I extends Record> Outcome ask(Executor<I> executor, Runs.Run run, Step step) {
        try {
            return executor.ready(executors.bind(executor, step.with()), targets.before(run, step));
        } catch (ProblemException refusal) {
            return new Outcome.Refused(refusal.problem());
        } catch (Outcome.Thrown thrown) {
            return thrown.outcome();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.refused("SW-0578", "The question was stopped", step.name(), "Arm again");
        } catch (Exception failure) {
            return Outcome.failed(
                    "SW-0306",
                    step.uses() + " failed: " + failure.getMessage(),
                    step.name(),
                    "Look at its target, then arm again");
        }
    }

    private static Optional<Problem> problem(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return Optional.of(refused.problem());
        }
        return outcome instanceof Outcome.Failed failed ? Optional.of(failed.problem()) : Optional.empty();
    }
}
